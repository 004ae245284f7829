using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using FinkTyped.Tests;

namespace FinkTyped.Columns.Tests;

/// <summary>Every column of every real alert, beside what an independent library decodes from it.</summary>
public class GoldenTests
{
    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public async Task Record_batches_hold_what_an_independent_library_reads(string name, int alerts)
    {
        var schema = Schema(name);
        var rows = new List<JsonElement>();
        await foreach (var batch in AlertArrow.ReadAsync([SharedAlerts.PathOf(name)], new ColumnOptions { MaxRows = 5 }, Stop))
        {
            using (batch)
            {
                Assert.InRange(batch.Length, 1, 5);
                rows.AddRange(ArrowJson.Rows(batch, schema));
            }
        }

        Same(name, schema, rows, alerts);
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public async Task An_Arrow_file_holds_what_an_independent_library_reads(string name, int alerts)
    {
        var schema = Schema(name);
        using var file = new MemoryStream();
        Assert.Equal(alerts, await AlertArrow.WriteFileAsync([SharedAlerts.PathOf(name)], file, new ColumnOptions { MaxRows = 10 }, Stop));
        file.Position = 0;
        using var reader = new ArrowFileReader(file);
        var rows = new List<JsonElement>();
        while (await reader.ReadNextRecordBatchAsync(Stop) is { } batch)
        {
            using (batch) rows.AddRange(ArrowJson.Rows(batch, schema));
        }

        Same(name, schema, rows, alerts);
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public async Task DuckDB_reads_from_Parquet_what_an_independent_library_reads_from_Avro(string name, int alerts)
    {
        foreach (var codec in Enum.GetValues<ParquetCodec>())
        {
            var schema = Schema(name);
            using var file = new TemporaryFile(".parquet");
            await using (var output = File.Create(file.Path))
                Assert.Equal(alerts, await AlertParquet.WriteAsync([SharedAlerts.PathOf(name)], output, new ColumnOptions { MaxRows = 4 }, codec, stop: Stop));
            Same(name, schema, [.. DuckJson.Rows(file.Path, schema)], alerts);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AvroRecordSchema Schema(string name) => (AvroRecordSchema)SharedAlerts.Datums(name)[0].WriterSchema;

    private static void Same(string name, AvroRecordSchema schema, List<JsonElement> rows, int alerts)
    {
        var expected = SharedAlerts.Expected(name);
        Assert.Equal((alerts, alerts), (expected.Count, rows.Count));
        for (var i = 0; i < alerts; i++) JsonAssert.Same(expected[i], rows[i], schema, $"alert {i}");
    }
}
