using System.Buffers.Binary;
using System.Text;
using FinkTyped.Tests;

namespace FinkTyped.Columns.Tests;

/// <summary>How values stand in a Parquet file, and what the file says of them.</summary>
public class ParquetEncodingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public async Task Several_threads_write_what_one_writes_and_need_no_stream_that_seeks(string name, int alerts)
    {
        using var one = new MemoryStream();
        using var several = new MemoryStream();
        var options = new ColumnOptions { MaxRows = 10 };
        Assert.Equal(alerts, await AlertParquet.WriteAsync(Alerts(SharedAlerts.Datums(name)), one, options, stop: Stop));
        await AlertParquet.WriteAsync(Alerts(SharedAlerts.Datums(name)), new Pipe(several), options with { Threads = 4 }, stop: Stop);
        Assert.True(one.ToArray().AsSpan().SequenceEqual(several.ToArray()));
    }

    [Fact]
    public async Task Texts_of_which_few_differ_are_numbered_and_others_are_not()
    {
        var few = Enumerable.Range(0, 1000).Select(i => i % 7 == 0 ? null : $"band {i % 250}").ToArray();
        var many = Enumerable.Range(0, 1000).Select(i => i % 9 == 0 ? null : $"alert {i % 300}").ToArray();
        var same = Enumerable.Repeat("only this", 1000).ToArray();
        string?[][] columns = [few, many, same, new string?[1000]];
        using var file = new TemporaryFile(".parquet");
        var names = new[] { "few", "many", "same", "none" };
        var schema = Schema(names, "string");
        await WriteAsync(file.Path, schema, Enumerable.Range(0, 1000).Select(i => columns.SelectMany(c => Text(c[i])).ToArray()));
        foreach (var (name, texts) in names.Zip(columns))
            Assert.Equal(texts, DuckJson.Query($"select {name} from '{file.Path}'").Select(r => (string?)r[0]));
        Assert.Equal(
            [true, false, true, false],
            DuckJson.Query($"select encodings like '%RLE_DICTIONARY%' from parquet_metadata('{file.Path}') order by column_id").Select(r => (bool)r[0]!));
        Assert.Equal(
            [["band 0", "band 99"], ["alert 0", "alert 99"], ["only this", "only this"], [null, null]],
            DuckJson.Query($"select stats_min_value, stats_max_value from parquet_metadata('{file.Path}') order by column_id"));
        Assert.Equal([143L, 112L, 0L, 1000L], DuckJson.Query($"select stats_null_count from parquet_metadata('{file.Path}') order by column_id").Select(r => (long)r[0]!));
    }

    [Fact]
    public async Task Least_and_largest_values_pass_over_what_is_no_number_and_hold_both_zeros()
    {
        double[][] columns = [[double.NaN, 2, -1, double.NaN], [0.0, -0.0, 0.0, 0.0], [double.NaN, double.NaN, double.NaN, double.NaN], [double.NegativeInfinity, 1, 5, double.PositiveInfinity]];
        using var file = new TemporaryFile(".parquet");
        // As many as fill whole vectors, and some more.
        var rows = Enumerable.Range(0, 99).Select(i => columns.SelectMany(c => Number(c[i % 4])).ToArray());
        await WriteAsync(file.Path, Schema(["a", "b", "c", "d"], "double"), rows);
        using var reader = new ParquetSharp.ParquetFileReader(file.Path);
        using var group = reader.RowGroup(0);
        var found = Enumerable.Range(0, 4).Select(i => group.MetaData.GetColumnChunkMetaData(i).Statistics as ParquetSharp.Statistics<double>).ToArray();
        Assert.Equal((-1, 2), (found[0]!.Min, found[0]!.Max));
        Assert.True(double.IsNegative(found[1]!.Min) && !double.IsNegative(found[1]!.Max) && found[1]!.Max == 0);
        Assert.False(found[2]!.HasMinMax);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (found[3]!.Min, found[3]!.Max));
        Assert.Equal([25L], DuckJson.Query($"select count(*) from '{file.Path}' where a = 2")[0]);
    }

    [Fact]
    public async Task Texts_are_in_the_order_of_their_bytes_and_long_ones_are_not_told_of()
    {
        // In UTF-16 the second is the less.
        string[][] columns = [["\uFFFD", "\U0001D54F"], [new string('x', 300), "a"]];
        using var file = new TemporaryFile(".parquet");
        await WriteAsync(file.Path, Schema(["a", "b"], "string"), Enumerable.Range(0, 2).Select(i => columns.SelectMany(c => Text(c[i])).ToArray()));
        var told = DuckJson.Query($"select stats_min_value, stats_max_value from parquet_metadata('{file.Path}') order by column_id");
        Assert.Equal([["\uFFFD", "\U0001D54F"], [null, null]], told);
    }

    private static AvroSchema Schema(string[] names, string type) => AvroSchema.Parse(
        $$"""{"type":"record","name":"R","fields":[{{string.Join(',', names.Select(n => $$"""{"name":"{{n}}","type":["null","{{type}}"]}"""))}}]}""");

    private static async Task WriteAsync(string path, AvroSchema schema, IEnumerable<byte[]> datums)
    {
        await using var output = File.Create(path);
        await AlertParquet.WriteAsync(Alerts(datums.Select(d => new AlertDatum(schema, d, default))), output, stop: Stop);
    }

    private static async IAsyncEnumerable<AlertDatum> Alerts(IEnumerable<AlertDatum> alerts)
    {
        await Task.Yield();
        foreach (var alert in alerts) yield return alert;
    }

    private static byte[] Text(string? text)
    {
        if (text is null) return [0];
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = bytes.Length << 1;
        return length < 0x80 ? [2, (byte)length, .. bytes] : [2, (byte)(length | 0x80), (byte)(length >> 7), .. bytes];
    }

    private static byte[] Number(double value)
    {
        var bytes = new byte[1 + sizeof(double)];
        bytes[0] = 2;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    /// <summary>What can only be written to.</summary>
    private sealed class Pipe(Stream into) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => into.Write(buffer, offset, count);
    }
}
