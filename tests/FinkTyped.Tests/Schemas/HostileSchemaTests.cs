using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace FinkTyped.Tests;

/// <summary>The text of a schema is input like any other: it ends in a schema or in an exception that says where, in linear time.</summary>
public class HostileSchemaTests
{
    private static readonly AvroLimits Large = new() { MaxSchemaBytes = 100_000_000, MaxItems = 10_000_000 };

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("int", 1, 1)]
    [InlineData("\"int\" \"int\"", 1, 7)]
    [InlineData("12", 1, 1)]
    [InlineData("null", 1, 1)]
    [InlineData("\"flaot\"", 1, 1)]
    [InlineData("\"record\"", 1, 1)]
    [InlineData("{\"type\":\"array\"}", 1, 1)]
    [InlineData("{\"type\":\"map\"}", 1, 1)]
    [InlineData("{\"items\":\"int\"}", 1, 1)]
    [InlineData("{\"type\":\"record\",\"fields\":[]}", 1, 1)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\"}", 1, 1)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\"fields\":{}}", 1, 38)]
    [InlineData("{\"type\":\"record\",\"name\":\"2R\",\"fields\":[]}", 1, 25)]
    [InlineData("{\"type\":\"record\",\"name\":\"a..b\",\"fields\":[]}", 1, 25)]
    [InlineData("{\"type\":\"record\",\"name\":\"int\",\"fields\":[]}", 1, 25)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"a b\",\"fields\":[]}", 1, 41)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\"name\":\"S\",\"fields\":[]}", 1, 29)]
    [InlineData("{\"type\":\"record\",\n\"name\":\"R\",\n\"fields\":[{\"name\":\"a\",\"type\":\"int\"},\n  {\"name\":\"a\",\"type\":\"int\"}]}", 4, 3)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\n\"fields\":[{\"name\":\"α\",\"type\":\"int\"}]}", 2, 19)]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\"doc\":\"αβγ\",\"fields\":[{\"name\":\"a\",\"type\":\"x\"}]}", 1, 70)]
    [InlineData("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"a\",\"b\",\"a\"]}", 1, 46)]
    [InlineData("{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}", 1, 35)]
    [InlineData("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2147483648}", 1, 35)]
    [InlineData("{\"type\":\"fixed\",\"name\":\"F\",\"size\":1.5}", 1, 35)]
    [InlineData("{\"type\":\"fixed\",\"name\":\"F\"}", 1, 1)]
    [InlineData("[\"int\",\"int\"]", 1, 8)]
    [InlineData("[\"int\",\"integer\"]", 1, 8)]
    [InlineData("[\"int\",[\"null\"]]", 1, 8)]
    [InlineData("[\"int\",{\"type\":[\"null\"]}]", 1, 8)]
    [InlineData("[{\"type\":\"fixed\",\"name\":\"F\",\"size\":1},\"F\"]", 1, 39)]
    [InlineData("[{\"type\":\"map\",\"values\":\"int\"},{\"type\":\"map\",\"values\":\"long\"}]", 1, 32)]
    [InlineData("\"\\ud800\"", 1, 1)]
    [InlineData("{\"doc\":\"\\ud800\",\"type\":\"int\"}", 1, 8)]
    public void What_is_wrong_is_told_with_line_and_column(string json, int line, int column)
    {
        var fault = Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(json));
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.Contains($"line {line}, column {column}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_field_whose_type_is_wrong_is_named()
    {
        var fault = Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(
            """{"type":"record","name":"R","fields":[{"name":"a","type":["null",{"type":"record","name":"S","fields":[{"name":"b","type":"flaot"}]}]}]}"""));
        Assert.Equal("a.b", fault.FieldPath);
        Assert.Contains("flaot", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, 0)]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 2)]
    public void Invalid_UTF8_is_refused_where_it_begins(byte[] text, int offset) =>
        Assert.Equal(offset, Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(text)).Offset);

    [Fact]
    public void A_real_schema_cut_short_anywhere_is_refused()
    {
        var text = File.ReadAllBytes(SharedData.Require("schemas/fink-mm-1.3.avsc")).AsSpan().TrimEnd("\n "u8);
        for (var length = 0; length < text.Length; length += 7)
        {
            var cut = text[..length].ToArray();
            Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(cut));
        }
    }

    [Fact]
    public void A_schema_with_a_changed_byte_is_parsed_or_refused()
    {
        var text = File.ReadAllBytes(SharedData.Require("schemas/fink-mm-1.3.avsc"));
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var at = random.Next(text.Length);
            var before = text[at];
            text[at] = (byte)random.Next(256);
            try
            {
                _ = AvroSchema.Parse(text).Fingerprint;
            }
            catch (AvroSchemaException)
            {
                // Refused, with the one exception there is for it.
            }

            text[at] = before;
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1_000_000, false)]
    public void Depth_is_limited(int depth, bool isAccepted)
    {
        var arrays = Repeat("{\"type\":\"array\",\"items\":", depth, "\"int\"", "}");
        Assert.Equal(isAccepted, IsAccepted(arrays));
        var records = Nest(depth, i => $$"""{"type":"record","name":"R{{i}}","fields":[{"name":"a","type":""", "\"int\"", "}]}");
        Assert.Equal(isAccepted, IsAccepted(records));
        Assert.False(IsAccepted(new string('[', depth + 300)));
        Assert.Equal(depth <= 65, IsAccepted(Repeat("{\"type\":", depth, "\"int\"", "}")));
    }

    [Fact]
    public void A_limit_far_above_the_default_ends_in_an_exception_too()
    {
        var arrays = Repeat("{\"type\":\"array\",\"items\":", 2_000_000, "\"int\"", "}");
        Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(arrays, new AvroLimits { MaxDepth = int.MaxValue, MaxItems = int.MaxValue }));
    }

    [Fact]
    public void A_million_fields_take_linear_time()
    {
        var (small, _) = Time(Fields(100_000));
        var (large, schema) = Time(Fields(1_000_000));
        Assert.True(large < TimeSpan.FromSeconds(60) && large < 60 * small, $"{small} for a tenth, {large} for all");
        Assert.Equal(1_000_000, ((AvroRecordSchema)schema).Fields.Count);

        static string Fields(int count)
        {
            var text = new StringBuilder("{\"type\":\"record\",\"name\":\"R\",\"fields\":[");
            for (var i = 0; i < count; i++) text.Append(i > 0 ? "," : "").Append("{\"name\":\"f").Append(i).Append("\",\"type\":\"int\"}");
            return text.Append("]}").ToString();
        }
    }

    [Fact]
    public void Types_that_unfold_exponentially_take_linear_time()
    {
        // Each level holds the next one twice: 2^60 fields when unfolded, in a text of a few kilobytes.
        var text = new StringBuilder("[{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (var i = 1; i <= 60; i++)
        {
            text.Append($",{{\"type\":\"record\",\"name\":\"R{i}\",\"fields\":[{{\"name\":\"a\",\"type\":\"R{i - 1}\"}},{{\"name\":\"b\",\"type\":\"R{i - 1}\"}}]}}");
        }

        var (elapsed, schema) = Time(text.Append(']').ToString());
        Assert.True(elapsed < TimeSpan.FromMinutes(2), $"{elapsed}");
        var last = ((AvroUnionSchema)schema).Branches[60];
        var again = AvroSchema.Parse(last.ToString(), Large);
        Assert.Equal(last, again);
        // A datum of no bytes that stands for 2^60 records is refused, not walked over.
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(last, []));
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"{clock.Elapsed}");
    }

    [Fact]
    public void Types_that_refer_to_each_other_in_a_long_chain_do_not_exhaust_the_stack()
    {
        const int Length = 100_000;
        var text = new StringBuilder("[{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (var i = 1; i <= Length; i++) text.Append($",{{\"type\":\"record\",\"name\":\"R{i}\",\"fields\":[{{\"name\":\"a\",\"type\":\"R{i - 1}\"}}]}}");
        var union = (AvroUnionSchema)AvroSchema.Parse(text.Append(']').ToString(), Large);
        var other = (AvroUnionSchema)AvroSchema.Parse(text.ToString(), Large);

        Assert.Equal(union.Branches[Length], other.Branches[Length]);
        Assert.Equal(union.Branches[Length].GetHashCode(), other.Branches[Length].GetHashCode());
        Assert.Equal(union.Branches[Length].Fingerprint, other.Branches[Length].Fingerprint);
        Assert.NotEqual(union.Branches[Length], other.Branches[Length - 1]);
        Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(union.Branches[Length], []));
        Assert.ThrowsAny<AvroException>(() => DatumFaults.Validate(union.Branches[Length], []));
    }

    [Fact]
    public void One_name_for_very_many_types_takes_linear_time()
    {
        var text = new StringBuilder("{\"type\":\"record\",\"name\":\"R\",\"fields\":[");
        for (var i = 0; i < 50_000; i++) text.Append($"{(i > 0 ? "," : "")}{{\"name\":\"f{i}\",\"type\":{{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"s{i}\"]}}}}");
        var (elapsed, schema) = Time(text.Append("]}").ToString());
        Assert.True(elapsed < TimeSpan.FromMinutes(2), $"{elapsed}");
        Assert.Equal(schema, AvroSchema.Parse(schema.CanonicalForm, Large));
        Assert.Equal(schema, AvroSchema.Parse(schema.ToString(), Large));
    }

    [Fact]
    public void A_large_enum_that_many_fields_refer_to_takes_linear_time()
    {
        var text = new StringBuilder("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"s\"");
        for (var i = 0; i < 50_000; i++) text.Append($",\"s{i}\"");
        text.Append("]}}");
        for (var i = 0; i < 50_000; i++) text.Append($",{{\"name\":\"f{i}\",\"type\":\"E\"}}");
        var (elapsed, _) = Time(text.Append("]}").ToString());
        Assert.True(elapsed < TimeSpan.FromMinutes(2), $"{elapsed}");
    }

    [Fact]
    public void Few_bytes_do_not_stand_for_endless_work()
    {
        var text = new StringBuilder("{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"null\"}");
        for (var i = 0; i < 20_000; i++) text.Append($",{{\"name\":\"f{i}\",\"type\":\"null\"}}");
        var schema = AvroSchema.Parse(text.Append("]}}").ToString(), Large);
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteLong(2_000_000);
        writer.WriteLong(0);
        writer.Flush();

        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(schema, datum.WrittenSpan));
        Assert.ThrowsAny<AvroException>(() => DatumFaults.Validate(schema, datum.WrittenSpan));
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"{clock.Elapsed}");
    }

    [Fact]
    public void More_values_than_the_limit_are_refused()
    {
        var limits = new AvroLimits { MaxItems = 100 };
        Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse($"{{\"type\":\"int\",\"x\":[{string.Join(',', Enumerable.Repeat(0, 100))}]}}", limits));
        Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse("\"int\"", new AvroLimits { MaxSchemaBytes = 4 }));
    }

    private static bool IsAccepted(string json)
    {
        try
        {
            AvroSchema.Parse(json, Large);
            return true;
        }
        catch (AvroSchemaException)
        {
            return false;
        }
    }

    private static string Repeat(string before, int count, string inner, string after) =>
        new StringBuilder().Insert(0, before, count).Append(inner).Insert(count * before.Length + inner.Length, after, count).ToString();

    private static string Nest(int count, Func<int, string> before, string inner, string after)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(before(i));
        text.Append(inner);
        for (var i = 0; i < count; i++) text.Append(after);
        return text.ToString();
    }

    // All that is done with a schema, for it and for another instance of it.
    private static (TimeSpan Elapsed, AvroSchema Schema) Time(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var clock = Stopwatch.StartNew();
        var schema = AvroSchema.Parse(text, Large);
        var other = AvroSchema.Parse(text, Large);
        Assert.True(schema.Equals(other));
        Assert.Equal(schema.GetHashCode(), other.GetHashCode());
        Assert.Equal(schema.Fingerprint, other.Fingerprint);
        _ = schema.ToString().Length;
        return (clock.Elapsed, schema);
    }
}
