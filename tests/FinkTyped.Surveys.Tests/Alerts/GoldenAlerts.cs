using System.IO.Compression;
using System.Text.Json;
using FinkTyped.Tests;

namespace FinkTyped.Surveys.Tests;

/// <summary>Real alerts of a file beside what an independent Avro library decodes from it.</summary>
internal static class GoldenAlerts
{
    public const string Ztf = "fink-ztf-transfer-2026-03-23";
    public const string Lsst = "fink-lsst-transfer-2026-03-18";

    /// <summary>The datums as they are in the file, with the writer schema.</summary>
    public static List<(AvroSchema WriterSchema, ReadOnlyMemory<byte> Datum)> Datums(string name)
    {
        var reader = new AvroReader(File.ReadAllBytes(SharedData.Require($"alerts/{name}.avro")));
        reader.ReadFixedSpan(4);
        AvroSchema? schema = null;
        for (var entries = reader.ReadLong(); entries != 0; entries = reader.ReadLong())
        {
            for (; entries > 0; entries--)
            {
                if (reader.ReadString() == "avro.schema") schema = AvroSchema.Parse(reader.ReadBytesSpan());
                else reader.ReadBytesSpan();
            }
        }

        // In these files each block holds one alert, not compressed.
        List<(AvroSchema, ReadOnlyMemory<byte>)> datums = [];
        reader.ReadFixedSpan(16);
        while (reader.Remaining > 0)
        {
            Assert.Equal(1, reader.ReadLong());
            datums.Add((schema!, reader.ReadBytes()));
            reader.ReadFixedSpan(16);
        }

        return datums;
    }

    /// <summary>The alerts, decoded.</summary>
    public static List<T> Read<T>(string name) where T : class, IAvroRecord<T> =>
        [.. Datums(name).Select(d => AlertDecoder<T>.For(d.WriterSchema).Decode(d.Datum.Span))];

    /// <summary>The expected values, one JSON object for each alert.</summary>
    public static List<JsonElement> Expected(string name)
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Require($"golden/{name}.jsonl.gz")), CompressionMode.Decompress));
        var alerts = new List<JsonElement>();
        while (lines.ReadLine() is { } line) alerts.Add(JsonDocument.Parse(line).RootElement);
        return alerts;
    }
}
