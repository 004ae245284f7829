using System.Buffers;
using System.Text.Json;
using FinkTyped.Tests;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Columns.Tests;

/// <summary>Alerts of schemas made by chance, through Arrow and Parquet, beside their JSON.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomSchemaTests
{
    [Fact]
    public void Record_batches_hold_the_values_that_JSON_shows() => Check(1500, seed: 1, (schema, columns, expected) =>
    {
        using var batch = AlertArrow.ToRecordBatch(columns);
        Same(expected, [.. ArrowJson.Rows(batch, schema)], schema);
    });

    [Fact]
    public void Parquet_files_hold_as_many_values_as_there_are() => Check(150, seed: 2, (_, columns, _) =>
    {
        using var file = new TemporaryFile(".parquet");
        using (var output = File.Create(file.Path))
            AlertParquet.WriteAsync(Again(columns), output, new ColumnOptions { Schema = columns.Schema, MaxRows = 3 }).GetAwaiter().GetResult();
        Assert.Equal((long)columns.Count, DuckJson.Query($"select count(*) from read_parquet('{file.Path}')")[0][0]);
        // Every page is unpacked.
        DuckJson.Query($"select max(hash(t)) from read_parquet('{file.Path}') t");
    });

    private readonly List<AlertDatum> _alerts = [];

    private void Check(int cases, int seed, Action<AvroRecordSchema, AlertColumns, List<JsonElement>> check)
    {
        var random = Property.Random(seed);
        var checkedCases = 0;
        while (checkedCases < Property.Count(cases))
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
                _alerts.Clear();
                var expected = new List<JsonElement>();
                for (var i = random.Next(8); i >= 0; i--)
                {
                    if (!new DatumMaker(random).TryMake(schema, out var value)) continue;
                    var datum = Tree.Write(schema, value, random);
                    var json = new ArrayBufferWriter<byte>();
                    AvroJson.Write(json, schema, datum);
                    expected.Add(JsonElement.Parse(json.WrittenSpan));
                    columns.Add(schema, datum);
                    _alerts.Add(new AlertDatum(schema, datum, default));
                }

                check(schema, columns, expected);
            }

            checkedCases++;
        }
    }

    private async IAsyncEnumerable<AlertDatum> Again(AlertColumns columns)
    {
        Assert.Equal(columns.Count, _alerts.Count);
        await Task.Yield();
        foreach (var alert in _alerts) yield return alert;
    }

    private static void Same(List<JsonElement> expected, List<JsonElement> rows, AvroRecordSchema schema)
    {
        Assert.Equal(expected.Count, rows.Count);
        for (var i = 0; i < rows.Count; i++) JsonAssert.Same(expected[i], rows[i], schema, $"alert {i} of {schema}");
    }
}
