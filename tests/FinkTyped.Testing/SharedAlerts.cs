using System.IO.Compression;
using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>The real alerts of the shared data, beside what an independent Avro library decodes from each.</summary>
internal static class SharedAlerts
{
    public const string Ztf = "fink-ztf-transfer-2026-03-23";
    public const string Lsst = "fink-lsst-transfer-2026-03-18";
    public const string ZtfOf2019 = "fink-ztf-livestream-2019";

    /// <summary>All files, by their names without extension, with how many alerts they hold.</summary>
    public static TheoryData<string, int> Names => new()
    {
        { Ztf, 31 },
        { Lsst, 7 },
        { ZtfOf2019, 11 },
        { "ztf-native-ZTF19acihgng", 1 },
        { "rubin-native-11.0", 1 },
        { "elasticc-747", 1 },
    };

    /// <summary>The path of a file; skips the running test where there is none.</summary>
    public static string PathOf(string name) => SharedData.Require($"alerts/{name}.avro{(name.StartsWith("elasticc", StringComparison.Ordinal) ? ".gz" : "")}");

    /// <summary>The alerts of a file, not decoded.</summary>
    public static List<AlertDatum> Datums(string name) => [.. AlertFile.ReadDatums(PathOf(name))];

    /// <summary>The alerts of a file, decoded.</summary>
    public static List<T> Read<T>(string name) where T : class, IAvroRecord<T> => [.. AlertFile.Read<T>(PathOf(name))];

    /// <summary>The expected values of a file's alerts, one JSON object each.</summary>
    public static List<JsonElement> Expected(string name)
    {
        var path = SharedData.Require($"golden/{name}.jsonl.gz");
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var alerts = new List<JsonElement>();
        while (lines.ReadLine() is { } line) alerts.Add(JsonElement.Parse(line));
        return alerts;
    }
}
