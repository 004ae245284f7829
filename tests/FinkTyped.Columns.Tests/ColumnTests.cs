using System.Text.Json;
using Apache.Arrow;
using FinkTyped.Tests;

namespace FinkTyped.Columns.Tests;

/// <summary>Choices of columns and of alerts, and what they may meet.</summary>
public class ColumnTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paths_lead_to_fields_lists_and_keys()
    {
        var expected = SharedAlerts.Expected(SharedAlerts.Lsst);
        var options = new ColumnOptions { Fields = ["diaSource.diaSourceId", "diaSource.psfFlux", "prvDiaSources.psfFlux", "prvDiaSources.band", "target_name"] };
        var at = 0;
        await foreach (var batch in AlertArrow.ReadAsync([SharedAlerts.PathOf(SharedAlerts.Lsst)], options, Stop))
        {
            for (var row = 0; row < batch.Length; row++, at++)
            {
                var source = expected[at].GetProperty("diaSource");
                Assert.Equal(source.GetProperty("diaSourceId").GetInt64(), ((Int64Array)batch.Column(0)).GetValue(row));
                Assert.Equal((float?)Number(source, "psfFlux"), ((FloatArray)batch.Column(1)).GetValue(row));
                var history = expected[at].GetProperty("prvDiaSources");
                var items = history.ValueKind == JsonValueKind.Array ? history.EnumerateArray().ToList() : null;
                Assert.Equal(items is null, batch.Column(2).IsNull(row));
                if (items is null) continue;
                Assert.Equal(items.Select(i => (float?)Number(i, "psfFlux")), (FloatArray)((ListArray)batch.Column(2)).GetSlicedValues(row));
                Assert.Equal(items.Select(i => i.GetProperty("band").GetString()), Texts(((ListArray)batch.Column(3)).GetSlicedValues(row)));
            }
        }

        Assert.Equal(expected.Count, at);
    }

    [Fact]
    public async Task Only_alerts_that_pass_the_filter_are_taken()
    {
        var wanted = SharedAlerts.Expected(SharedAlerts.Ztf).Count(a => Number(a.GetProperty("candidate"), "magpsf") < 17);
        using var file = new MemoryStream();
        var options = new ColumnOptions { Where = AlertFilter.Parse("candidate.magpsf < 17"), Fields = ["objectId"] };
        Assert.Equal(wanted, await AlertArrow.WriteFileAsync([SharedAlerts.PathOf(SharedAlerts.Ztf)], file, options, Stop));
        Assert.InRange(wanted, 1, 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stream_of_Arrow_and_columns_of_several_threads_hold_what_a_file_holds(int threads)
    {
        foreach (var (name, alerts) in new[] { (SharedAlerts.Lsst, 7), (SharedAlerts.Ztf, 31) })
        {
            var schema = (AvroRecordSchema)SharedAlerts.Datums(name)[0].WriterSchema;
            using var stream = new MemoryStream();
            Assert.Equal(alerts, await AlertArrow.WriteStreamAsync([SharedAlerts.PathOf(name)], stream, new ColumnOptions { MaxRows = 4, Threads = threads }, Stop));
            stream.Position = 0;
            using var reader = new Apache.Arrow.Ipc.ArrowStreamReader(stream);
            var rows = new List<JsonElement>();
            while (await reader.ReadNextRecordBatchAsync(Stop) is { } batch)
            {
                using (batch) rows.AddRange(ArrowJson.Rows(batch, schema));
            }

            var expected = SharedAlerts.Expected(name);
            Assert.Equal(expected.Count, rows.Count);
            for (var i = 0; i < rows.Count; i++) JsonAssert.Same(expected[i], rows[i], schema, $"alert {i}");
        }
    }

    [Fact]
    public async Task What_is_whole_is_written_before_what_is_bad_is_told()
    {
        var whole = File.ReadAllBytes(SharedAlerts.PathOf(SharedAlerts.Ztf));
        var sync = whole.AsSpan(^16).ToArray();
        var ends = new List<int>();
        for (var at = whole.AsSpan().IndexOf(sync); at >= 0;)
        {
            ends.Add(at + sync.Length);
            var next = whole.AsSpan(ends[^1]).IndexOf(sync);
            at = next < 0 ? -1 : ends[^1] + next;
        }

        Assert.Equal(32, ends.Count);
        foreach (var threads in new[] { 1, 2 })
        {
            // At each boundary of a block the file is whole; a byte before it is cut, and so it is a byte behind.
            foreach (var (alerts, end) in ends.Index().Skip(1).Where(e => e.Index % 6 == 1))
            {
                foreach (var (length, expected) in new[] { (end, alerts), (end - 1, alerts - 1), (end + 1, alerts) })
                {
                    if (length > whole.Length) continue;
                    using var file = new TemporaryFile(".avro");
                    using var parquet = new TemporaryFile(".parquet");
                    await File.WriteAllBytesAsync(file.Path, whole[..length], Stop);
                    var options = new ColumnOptions { Fields = ["candid", "prv_candidates.jd"], Threads = threads };
                    await using (var output = File.Create(parquet.Path))
                    {
                        var fault = await Record.ExceptionAsync(() => AlertParquet.WriteAsync([file.Path], output, options, stop: Stop));
                        Assert.Equal(length == end ? null : AlertFileFault.Cut, (fault as AlertFileException)?.Fault);
                    }

                    if (expected > 0) Assert.Equal((long)expected, DuckJson.Query($"select count(*) from '{parquet.Path}'")[0][0]);
                }
            }
        }
    }

    [Fact]
    public async Task SQL_finds_what_is_in_the_alerts()
    {
        using var file = new TemporaryFile(".parquet");
        var options = new ColumnOptions { Fields = ["objectId", "candid", "candidate.magpsf", "prv_candidates.magpsf"] };
        await using (var output = File.Create(file.Path))
            await AlertParquet.WriteAsync([SharedAlerts.PathOf(SharedAlerts.Ztf)], output, options, metadata: new Dictionary<string, string> { ["night"] = "20260322" }, stop: Stop);
        var brightest = SharedAlerts.Expected(SharedAlerts.Ztf).MinBy(a => Number(a.GetProperty("candidate"), "magpsf"));
        var rows = DuckJson.Query($"""select candid, len("prv_candidates.magpsf") from '{file.Path}' order by "candidate.magpsf" limit 1""");
        Assert.Equal(brightest.GetProperty("candid").GetInt64(), rows[0][0]);
        Assert.Equal((long)brightest.GetProperty("prv_candidates").GetArrayLength(), rows[0][1]);
        var statistics = DuckJson.Query(
            $"select stats_min_value, stats_max_value, compression, encodings from parquet_metadata('{file.Path}') where path_in_schema = 'candid'");
        Assert.Equal($"{SharedAlerts.Expected(SharedAlerts.Ztf).Min(a => a.GetProperty("candid").GetInt64())}", statistics[0][0]);
        Assert.Equal("ZSTD", statistics[0][2]);
        var keys = DuckJson.Query($"select decode(key) from parquet_kv_metadata('{file.Path}') order by 1").ConvertAll(r => (string)r[0]!);
        Assert.Equal(["avro.fingerprint", "avro.schema", "night"], keys);
        var dictionaries = DuckJson.Query($"select count(*) from parquet_metadata('{file.Path}') where type in ('FLOAT', 'DOUBLE') and encodings like '%DICT%'");
        Assert.Equal(0L, dictionaries[0][0]);
    }

    [Fact]
    public void A_damaged_alert_leaves_nothing_behind()
    {
        var datums = SharedAlerts.Datums(SharedAlerts.Lsst);
        using var columns = new AlertColumns(datums[0].WriterSchema);
        using var whole = new AlertColumns(datums[0].WriterSchema);
        foreach (var datum in datums)
        {
            var cut = datum.Datum[..(datum.Datum.Length / 2)];
            Assert.ThrowsAny<AvroException>(() => columns.Add(datum.WriterSchema, cut.Span));
            columns.Add(datum.WriterSchema, datum.Datum.Span);
            whole.Add(datum.WriterSchema, datum.Datum.Span);
        }

        var schema = (AvroRecordSchema)datums[0].WriterSchema;
        using var batch = AlertArrow.ToRecordBatch(columns);
        using var other = AlertArrow.ToRecordBatch(whole);
        Assert.Equal(ArrowJson.Rows(other, schema).Select(r => r.GetRawText()), ArrowJson.Rows(batch, schema).Select(r => r.GetRawText()));
        columns.Clear();
        Assert.Equal((0, 0L), (columns.Count, columns.Columns[0].Count));
    }

    [Fact]
    public void Filling_columns_again_allocates_next_to_nothing()
    {
        var datums = SharedAlerts.Datums(SharedAlerts.Lsst);
        using var columns = new AlertColumns(datums[0].WriterSchema, "diaSource.psfFlux", "diaSource.band", "prvDiaSources.psfFlux", "prvDiaForcedSources.midpointMjdTai");
        long Allocated()
        {
            columns.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var datum in datums) columns.Add(datum.WriterSchema, datum.Datum.Span);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        for (var i = 0; i < 50; i++) Allocated();
        // The least of several rounds: a collection that another test causes may take away what is kept for reuse.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ => Allocated()));
    }

    [Theory]
    [InlineData("diaSource.psFlux", "did you mean")]
    [InlineData("diaSource.psfFlux.x", "holds nothing that is called x")]
    [InlineData("nothing", "has no field nothing")]
    public void A_path_that_leads_nowhere_is_told(string path, string message)
    {
        var schema = SharedAlerts.Datums(SharedAlerts.Lsst)[0].WriterSchema;
        var fault = Assert.Throws<AvroPathException>(() => new AlertColumns(schema, path));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_contains_itself_has_no_columns()
    {
        var schema = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"next","type":["null","R"]}]}""");
        Assert.Contains("contains itself", Assert.Throws<AvroPathException>(() => new AlertColumns(schema)).Message, StringComparison.Ordinal);
        using var columns = new AlertColumns(schema, "a", "next.next.a");
        columns.Add(schema, [2, 2, 4, 2, 6, 0]);
        Assert.Equal([3], ((AlertNumberColumn<int>)columns.Columns[1]).Values.ToArray());
    }

    [Fact]
    public async Task Alerts_of_other_writers_become_those_of_the_first()
    {
        var first = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":["long","null"]},{"name":"b","type":["string","null"]}]}""");
        var second = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"c","type":"double"},{"name":"a","type":"int"}]}""");
        async IAsyncEnumerable<AlertDatum> Alerts()
        {
            await Task.Yield();
            yield return new AlertDatum(first, new byte[] { 0, 14, 0, 2, 65 }, default);
            yield return new AlertDatum(second, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 16 }, default);
        }

        await foreach (var batch in AlertArrow.ReadAsync(Alerts(), null, Stop))
        {
            Assert.Equal(new long?[] { 7, 8 }, (Int64Array)batch.Column(0));
            Assert.Equal(["A", null], Texts(batch.Column(1)));
        }
    }

    private static IEnumerable<string?> Texts(IArrowArray array) => Enumerable.Range(0, array.Length).Select(i => ((StringArray)array).GetString(i));

    private static double? Number(JsonElement record, string name) => record.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
