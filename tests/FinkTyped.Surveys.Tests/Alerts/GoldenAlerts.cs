using System.IO.Compression;
using System.Text.Json;
using FinkTyped.Tests;

namespace FinkTyped.Surveys.Tests;

/// <summary>Real alerts of a file beside what an independent Avro library decodes from it.</summary>
internal static class GoldenAlerts
{
    public const string Ztf = "fink-ztf-transfer-2026-03-23";
    public const string Lsst = "fink-lsst-transfer-2026-03-18";
    public const string ZtfOf2019 = "fink-ztf-livestream-2019";

    /// <summary>The datums as they are in the file, with the writer schema.</summary>
    public static List<AlertDatum> Datums(string name) => [.. AlertFile.ReadDatums(PathOf(name))];

    /// <summary>The alerts, decoded.</summary>
    public static List<T> Read<T>(string name) where T : class, IAvroRecord<T> => [.. AlertFile.Read<T>(PathOf(name))];

    /// <summary>The expected values, one JSON object for each alert.</summary>
    public static List<JsonElement> Expected(string name)
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Require($"golden/{name}.jsonl.gz")), CompressionMode.Decompress));
        var alerts = new List<JsonElement>();
        while (lines.ReadLine() is { } line) alerts.Add(JsonDocument.Parse(line).RootElement);
        return alerts;
    }

    private static string PathOf(string name) => SharedData.Require($"alerts/{name}.avro");
}
