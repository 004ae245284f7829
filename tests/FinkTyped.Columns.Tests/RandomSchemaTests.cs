using System.Buffers;
using System.Text.Json;
using Apache.Arrow.Ipc;
using FinkTyped.Tests;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Columns.Tests;

/// <summary>Alerts of schemas made by chance, through Arrow and Parquet, beside their JSON.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomSchemaTests
{
    // Each batch of Arrow, and each row group of Parquet, has so many alerts.
    private const int MaxRows = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Record_batches_hold_the_values_that_JSON_shows() => CheckAsync(1500, seed: 1, (columns, _) =>
    {
        using var batch = AlertArrow.ToRecordBatch(columns);
        return Task.FromResult(ArrowJson.Rows(batch, (AvroRecordSchema)columns.Schema).ToList());
    });

    [Fact]
    public Task Arrow_streams_hold_the_values_that_JSON_shows() => CheckAsync(300, seed: 2, async (columns, alerts) =>
    {
        using var stream = new MemoryStream();
        await AlertArrow.WriteStreamAsync(Async(alerts), stream, new ColumnOptions { Schema = columns.Schema, MaxRows = MaxRows }, Stop);
        stream.Position = 0;
        using var reader = new ArrowStreamReader(stream);
        return await RowsAsync(reader, columns.Schema);
    });

    [Fact]
    public Task Parquet_files_hold_the_values_that_JSON_shows() => CheckAsync(300, seed: 3, (columns, alerts) => ThroughParquetAsync(columns, alerts, MaxRows));

    // Long runs and short ones, lists over all of a page, texts of which few or many differ.
    [Fact]
    public Task Parquet_files_of_many_rows_hold_them_too() => CheckAsync(12, seed: 4, (columns, alerts) => ThroughParquetAsync(columns, alerts, 500), mostAlerts: 1200);

    private static async Task<List<JsonElement>> ThroughParquetAsync(AlertColumns columns, IReadOnlyList<AlertDatum> alerts, int maxRows)
    {
        using var file = new TemporaryFile(".parquet");
        // Columns are encoded by one thread or by several.
        var options = new ColumnOptions { Schema = columns.Schema, MaxRows = maxRows, Threads = 1 + (alerts.Count % 3) };
        await using (var output = File.Create(file.Path)) await AlertParquet.WriteAsync(Async(alerts), output, options, stop: Stop);
        // The reader of Arrow's own project, whose types are those of the tests above.
        using var parquet = new ParquetSharp.Arrow.FileReader(file.Path);
        using var reader = parquet.GetRecordBatchReader();
        return await RowsAsync(reader, columns.Schema);
    }

    private static async Task CheckAsync(int cases, int seed, Func<AlertColumns, IReadOnlyList<AlertDatum>, Task<List<JsonElement>>> rowsOf, int mostAlerts = 8)
    {
        var random = Property.Random(seed);
        for (var done = 0; done < Property.Count(cases);)
        {
            if (AvroSchema.Parse(new SchemaMaker(random).Root(random.Next(6)).ToString()) is not AvroRecordSchema { Fields.Count: > 0 } schema) continue;
            AlertColumns columns;
            try
            {
                columns = new AlertColumns(schema);
            }
            catch (AvroPathException)
            {
                // It contains itself.
                continue;
            }

            using (columns)
            {
                var (alerts, expected) = (new List<AlertDatum>(), new List<JsonElement>());
                for (var i = random.Next(mostAlerts); i >= 0; i--)
                {
                    if (!new DatumMaker(random).TryMake(schema, out var value)) continue;
                    var datum = Tree.Write(schema, value, random);
                    var json = new ArrayBufferWriter<byte>();
                    AvroJson.Write(json, schema, datum);
                    expected.Add(JsonElement.Parse(json.WrittenSpan));
                    columns.Add(schema, datum);
                    alerts.Add(new AlertDatum(schema, datum, default));
                }

                var rows = await rowsOf(columns, alerts);
                Assert.True(expected.Count == rows.Count, $"case {done}: {rows.Count} rows for {expected.Count} alerts of {schema}");
                for (var i = 0; i < rows.Count; i++) JsonAssert.Same(expected[i], rows[i], schema, $"case {done}, alert {i} of {schema}");
            }

            done++;
        }
    }

    private static async Task<List<JsonElement>> RowsAsync(IArrowArrayStream batches, AvroSchema schema)
    {
        var rows = new List<JsonElement>();
        while (await batches.ReadNextRecordBatchAsync(Stop) is { } batch)
        {
            using (batch) rows.AddRange(ArrowJson.Rows(batch, (AvroRecordSchema)schema));
        }

        return rows;
    }

    private static async IAsyncEnumerable<AlertDatum> Async(IReadOnlyList<AlertDatum> alerts)
    {
        await Task.Yield();
        foreach (var alert in alerts) yield return alert;
    }
}
