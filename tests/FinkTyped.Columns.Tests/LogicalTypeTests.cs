using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace FinkTyped.Columns.Tests;

/// <summary>Dates, times, decimals and identifiers, as Arrow's and as Parquet's.</summary>
public class LogicalTypeTests
{
    private static readonly (string Name, string Type, byte[][] Values, ArrowTypeId Arrow, string Duck, string[] Shown)[] Kinds =
    [
        ("day", """{"type":"int","logicalType":"date"}""", [Number(20_534), Number(-1)], ArrowTypeId.Date32, "DATE", ["2026-03-22", "1969-12-31"]),
        ("ms_of_day", """{"type":"int","logicalType":"time-millis"}""", [Number(3_723_004), Number(0)], ArrowTypeId.Time32, "TIME", ["01:02:03.004", "00:00:00"]),
        ("us_of_day", """{"type":"long","logicalType":"time-micros"}""", [Number(3_723_004_005), Number(0)], ArrowTypeId.Time64, "TIME", ["01:02:03.004005", "00:00:00"]),
        ("ms", """{"type":"long","logicalType":"timestamp-millis"}""", [Number(1_774_137_600_123), Number(-1)], ArrowTypeId.Timestamp, "TIMESTAMP WITH TIME ZONE",
            ["2026-03-22 00:00:00.123+00", "1969-12-31 23:59:59.999+00"]),
        ("us", """{"type":"long","logicalType":"timestamp-micros"}""", [Number(1_774_137_600_123_456), Number(-1)], ArrowTypeId.Timestamp, "TIMESTAMP WITH TIME ZONE",
            ["2026-03-22 00:00:00.123456+00", "1969-12-31 23:59:59.999999+00"]),
        ("local_us", """{"type":"long","logicalType":"local-timestamp-micros"}""", [Number(1_774_137_600_123_456), Number(-1)], ArrowTypeId.Timestamp, "TIMESTAMP",
            ["2026-03-22 00:00:00.123456", "1969-12-31 23:59:59.999999"]),
        ("local_ns", """{"type":"long","logicalType":"local-timestamp-nanos"}""", [Number(1_774_137_600_123_456_789), Number(-1)], ArrowTypeId.Timestamp, "TIMESTAMP_NS",
            ["2026-03-22 00:00:00.123456789", "1969-12-31 23:59:59.999999999"]),
        ("money", """{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}""", [Bytes("12345"), Bytes("-1")], ArrowTypeId.Decimal128, "DECIMAL(9,2)", ["123.45", "-0.01"]),
        ("wide", """{"type":"fixed","name":"Wide","size":16,"logicalType":"decimal","precision":38,"scale":10}""",
            [Wide("12345678901234567890123456789012345678"), Wide("-1")], ArrowTypeId.Decimal128, "DECIMAL(38,10)",
            ["1234567890123456789012345678.9012345678", "-0.0000000001"]),
        ("id", """{"type":"fixed","name":"Id","size":16,"logicalType":"uuid"}""",
            [Convert.FromHexString("00112233445566778899AABBCCDDEEFF"), new byte[16]], ArrowTypeId.FixedSizedBinary, "VARCHAR",
            ["00112233-4455-6677-8899-aabbccddeeff", "00000000-0000-0000-0000-000000000000"]),
        ("text_id", """{"type":"string","logicalType":"uuid"}""",
            [Text("00112233-4455-6677-8899-aabbccddeeff"), Text("none")], ArrowTypeId.String, "VARCHAR", ["00112233-4455-6677-8899-aabbccddeeff", "none"]),
        ("plain", """{"type":"long","logicalType":"light-years"}""", [Number(long.MaxValue), Number(long.MinValue)], ArrowTypeId.Int64, "BIGINT",
            ["9223372036854775807", "-9223372036854775808"]),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_is_what_Arrow_and_Parquet_call_it_wherever_it_stands(string name)
    {
        var (_, type, values, arrow, duck, shown) = Kinds.Single(k => k.Name == name);
        var schema = AvroSchema.Parse($$$"""
            {"type":"record","name":"R","fields":[
              {"name":"a","type":{{{type}}}},
              {"name":"n","type":["null",{{{Again(type)}}}]},
              {"name":"l","type":{"type":"array","items":{{{Again(type)}}}}},
              {"name":"m","type":{"type":"map","values":["null",{{{Again(type)}}}]}},
              {"name":"s","type":["null",{"type":"record","name":"S","fields":[{"name":"v","type":{{{Again(type)}}}}]}]}]}
            """);
        // The first has a value everywhere, the second nothing that need not be.
        byte[] full = [.. values[0], 2, .. values[0], 4, .. values[0], .. values[1], 0, 4, 2, (byte)'k', 2, .. values[0], 2, (byte)'z', 0, 0, 2, .. values[1]];
        byte[] bare = [.. values[1], 0, 0, 0, 0];

        using var file = new TemporaryFile(".parquet");
        await using (var output = File.Create(file.Path)) await AlertParquet.WriteAsync(Alerts(schema, full, bare), output, stop: Stop);
        Assert.Equal(
            [duck, duck, $"{duck}[]", $"MAP(VARCHAR, {duck})", $"STRUCT(v {duck})"],
            DuckJson.Query($"describe select * from '{file.Path}'").Select(r => (string)r[1]!));
        var rows = DuckJson.Query($"set TimeZone = 'UTC'; select a::text, n::text, l[1]::text, l[2]::text, len(l), m['k']::text, m['z']::text, cardinality(m), s.v::text, s is null from '{file.Path}'");
        Assert.Equal([shown[0], shown[0], shown[0], shown[1], 2L, shown[0], null, 2L, shown[1], false], rows[0].Select(Integer));
        Assert.Equal([shown[1], null, null, null, 0L, null, null, 0L, null, true], rows[1].Select(Integer));
        // Row groups are chosen by the least and the largest value: a wrong one would lose the row.
        foreach (var (i, text) in shown.Index())
            Assert.Equal(1L, DuckJson.Query($"set TimeZone = 'UTC'; select count(*) from '{file.Path}' where a = '{text}'::{duck}")[0][0]);

        using var stream = new MemoryStream();
        await AlertArrow.WriteStreamAsync(Alerts(schema, full, bare), stream, stop: Stop);
        stream.Position = 0;
        using var reader = new ArrowStreamReader(stream);
        using var batch = await reader.ReadNextRecordBatchAsync(Stop);
        Assert.Equal(arrow, batch!.Column(0).Data.DataType.TypeId);
        Assert.Equal(arrow, ((ListArray)batch.Column(2)).Values.Data.DataType.TypeId);
        Assert.Equal(arrow, ((MapArray)batch.Column(3)).Values.Data.DataType.TypeId);
        Assert.Equal([shown[0], shown[1]], [Shown(batch.Column(0), 0), Shown(batch.Column(0), 1)]);
        Assert.Equal([shown[0], shown[1]], [Shown(((ListArray)batch.Column(2)).Values, 0), Shown(((ListArray)batch.Column(2)).Values, 1)]);
        Assert.True(batch.Column(1).IsNull(1));
    }

    [Theory]
    [InlineData("""{"type":"bytes","logicalType":"decimal","precision":2,"scale":3}""")]
    [InlineData("""{"type":"bytes","logicalType":"decimal"}""")]
    [InlineData("""{"type":"bytes","logicalType":"decimal","precision":"many"}""")]
    [InlineData("""{"type":"fixed","name":"F","size":2,"logicalType":"decimal","precision":5}""")]
    [InlineData("""{"type":"string","logicalType":"date"}""")]
    [InlineData("""{"type":"fixed","name":"F","size":15,"logicalType":"uuid"}""")]
    [InlineData("""{"type":"int","logicalType":{"date":true}}""")]
    [InlineData("""{"type":"int","logicalType":"light-years","logicalType":"parsecs"}""")]
    public void One_that_makes_no_sense_is_none(string type) => Assert.Null(AvroSchema.Parse(type).LogicalType);

    [Fact]
    public void Schemas_that_differ_by_them_alone_are_equal()
    {
        var (plain, day) = (AvroSchema.Parse("\"int\""), AvroSchema.Parse("""{"type":"int","logicalType":"date"}"""));
        Assert.Equal(new AvroLogicalType("date"), day.LogicalType);
        Assert.Equal(plain, day);
        Assert.Equal(plain.Fingerprint, day.Fingerprint);
        Assert.Null(plain.LogicalType);
    }

    [Fact]
    public async Task A_decimal_of_more_digits_than_its_schema_has_is_told()
    {
        var schema = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":2}}]}""");
        foreach (var bytes in new[] { Bytes("100"), Bytes("-100"), [.. Number(3000), .. new byte[3000]] })
        {
            var parquet = await Assert.ThrowsAsync<AvroException>(() => AlertParquet.WriteAsync(Alerts(schema, bytes), new MemoryStream(), stop: Stop));
            var arrow = await Assert.ThrowsAsync<AvroException>(() => AlertArrow.WriteStreamAsync(Alerts(schema, bytes), new MemoryStream(), stop: Stop));
            Assert.All([parquet, arrow], e => Assert.StartsWith("d: a decimal of ", e.Message, StringComparison.Ordinal));
        }
    }

    private static async IAsyncEnumerable<AlertDatum> Alerts(AvroSchema schema, params byte[][] datums)
    {
        await Task.Yield();
        foreach (var datum in datums) yield return new AlertDatum(schema, datum, default);
    }

    // A named type is defined where it is first met.
    private static string Again(string type) => type.Contains("\"name\"", StringComparison.Ordinal) ? $"\"{type.Split('"')[7]}\"" : type;

    private static object? Integer(object? value) => value is IConvertible number and not (string or bool) ? Convert.ToInt64(number, null) : value;

    private static string Shown(IArrowArray array, int at) => array switch
    {
        Date32Array days => days.GetDateOnly(at)!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Time32Array times => Clock(new TimeSpan(times.Values[at] * TimeSpan.TicksPerMillisecond)),
        Time64Array times => Clock(new TimeSpan(times.Values[at] * TimeSpan.TicksPerMicrosecond)),
        TimestampArray times => Instant(times.Values[at], (TimestampType)times.Data.DataType),
        Decimal128Array numbers => numbers.GetString(at),
        FixedSizeBinaryArray ids => new Guid(ids.GetBytes(at), bigEndian: true).ToString(),
        StringArray texts => texts.GetString(at),
        _ => ((Int64Array)array).Values[at].ToString(CultureInfo.InvariantCulture),
    };

    private static string Clock(TimeSpan time) => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? @"hh\:mm\:ss" : time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? @"hh\:mm\:ss\.fff" : @"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);

    private static string Instant(long value, TimestampType type)
    {
        var (digits, perSecond) = type.Unit switch { TimeUnit.Millisecond => (3, 1000L), TimeUnit.Microsecond => (6, 1_000_000L), _ => (9, 1_000_000_000L) };
        var (seconds, rest) = ((long)Math.Floor((decimal)value / perSecond), (value % perSecond + perSecond) % perSecond);
        var whole = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{whole}.{rest.ToString($"D{digits}", CultureInfo.InvariantCulture)}{(type.Timezone is null ? "" : "+00")}";
    }

    private static byte[] Number(long value)
    {
        var bytes = new List<byte>();
        for (var left = (ulong)((value << 1) ^ (value >> 63)); ; left >>= 7)
        {
            bytes.Add((byte)(left < 0x80 ? left : left | 0x80));
            if (left < 0x80) return [.. bytes];
        }
    }

    private static byte[] Bytes(string number)
    {
        var bytes = BigInteger.Parse(number, CultureInfo.InvariantCulture).ToByteArray(isBigEndian: true);
        return [.. Number(bytes.Length), .. bytes];
    }

    private static byte[] Wide(string number)
    {
        var value = BigInteger.Parse(number, CultureInfo.InvariantCulture);
        var bytes = value.ToByteArray(isBigEndian: true);
        return [.. Enumerable.Repeat((byte)(value.Sign < 0 ? 0xFF : 0), 16 - bytes.Length), .. bytes];
    }

    private static byte[] Text(string text) => [.. Number(text.Length), .. System.Text.Encoding.ASCII.GetBytes(text)];
}
