using System.Buffers;
using System.Text;
using FinkTyped.Plans;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests;

/// <summary>Records whose layout is known are written by its template, to the byte as they are written field by field.</summary>
public class JsonTemplateTests
{
    private const string Item =
        """
        {"type": "record", "name": "Item", "fields": [
          {"name": "flag", "type": "boolean"}, {"name": "flagOrNull", "type": ["boolean", "null"]},
          {"name": "int", "type": "int"}, {"name": "intOrNull", "type": ["null", "int"]},
          {"name": "long", "type": "long"}, {"name": "longOrNull", "type": ["null", "long"]},
          {"name": "float", "type": "float"}, {"name": "floatOrNull", "type": ["null", "float"]},
          {"name": "double", "type": "double"}, {"name": "doubleOrNull", "type": ["double", "null"]},
          {"name": "text", "type": "string"}, {"name": "textOrNull", "type": ["null", "string"]},
          {"name": "a_name_longer_than_what_is_copied_at_a_time_and_then_some_more", "type": ["null", "long"]},
          {"name": "band", "type": {"type": "enum", "name": "Band", "symbols": ["g", "r", "infrared"]}}, {"name": "bandOrNull", "type": ["null", "Band"]},
          {"name": "last", "type": ["null", "string"]}]}
        """;

    private const string Alert = """{"type": "record", "name": "Alert", "fields": [{"name": "items", "type": {"type": "array", "items": ITEM}}, {"name": "cutout", "type": "bytes"}]}""";

    private static readonly AvroJsonOptions Options = new() { Bytes = AvroJsonBytes.None };
    private static readonly float[] Floats = [0, -0f, 1, -1.5f, 18.31f, 1e-7f, 3e21f, float.MaxValue, float.Epsilon, float.NaN, float.NegativeInfinity];
    private static readonly string[] Texts = ["", "r", "a \"quoted\" one", "ten\tdigits", "\\", "\u0001\u001f\u007f", "plain text of more than thirty-two characters", "α Cen"];

    [Fact]
    public void Every_type_in_every_shape_is_written_as_it_is_field_by_field()
    {
        var schema = Fresh();
        var random = new Random(1);
        for (var alert = 0; alert < 300; alert++)
        {
            // Few shapes at first, then more than are kept.
            var shapes = alert < 100 ? 5 : alert < 200 ? 50 : 500;
            var items = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Encode(random, new Random(random.Next(shapes)))).ToArray();
            Assert.Equal(FieldByField(items), AvroJson.ToString(schema, Datum(items, 100), Options));
        }

        Assert.InRange(LayoutsOf(schema).Count, 32, 64);
    }

    [Fact]
    public void A_shape_that_comes_again_has_a_template()
    {
        var schema = Fresh();
        var item = Encode(new Random(1), new Random(5), "plain");
        var json = AvroJson.ToString(schema, Datum([item, item, item], 1000), Options);
        Assert.Equal(FieldByField([item, item, item], 1000), json);
        Assert.Equal(1, LayoutsOf(schema).Count);
        Assert.IsType<JsonTemplate>(LayoutsOf(schema).Last!.Template);
    }

    [Fact]
    public void Text_of_one_length_is_escaped_wherever_it_has_to_be()
    {
        var schema = Fresh();
        foreach (var length in new[] { 1, 2, 15, 16, 17, 31, 32, 33, 64, 90 })
        {
            var texts = new List<string> { new('x', length), new('"', length), new('\u0001', length) };
            for (var at = 0; at < length; at++) texts.AddRange("\"\\\n\0".Select(c => new string('x', at) + c + new string('~', length - at - 1)));
            var items = texts.ConvertAll(text => Encode(new Random(1), new Random(2), text));
            Assert.Equal(FieldByField(items), AvroJson.ToString(schema, Datum(items, 100), Options));
        }
    }

    [Fact]
    public void Nothing_is_read_or_written_outside_of_the_memory()
    {
        var schema = Fresh();
        var random = new Random(3);
        var items = Enumerable.Range(0, 8).Select(i => Encode(random, new Random(i / 4))).ToArray();
        using var input = new GuardedMemory(16 * 1024);
        using var output = new GuardedMemory(16 * 1024);
        for (var i = 0; i < 3; i++) AvroJson.ToString(schema, Datum(items, 4000), Options);
        for (var cutout = 0; cutout < 1200; cutout++)
        {
            var expected = FieldByField(items, cutout);
            var writer = new GuardedOutput(output, 1024 + (cutout * 5));
            AvroJson.Write(writer, schema, input.AtEnd(Datum(items, cutout)), Options);
            Assert.Equal(expected, writer.ToString());
        }
    }

    [Fact]
    public void Bytes_that_lie_and_limits_are_told_as_they_are_field_by_field()
    {
        var schema = Fresh();
        var random = new Random(4);
        var items = Enumerable.Range(0, 4).Select(i => Encode(random, new Random(i / 2))).ToArray();
        var datum = Datum(items, 2000);
        for (var i = 0; i < 3; i++) AvroJson.ToString(schema, datum, Options);
        for (var at = 0; at < datum.Length - 1900; at++)
        {
            foreach (var value in new byte[] { 0, 1, 2, 3, 0x7F, 0x80, 0xFF })
            {
                var changed = (byte[])datum.Clone();
                changed[at] = value;
                Assert.Equal(Told(Fresh(), changed, Options), Told(schema, changed, Options));
            }
        }

        for (var limit = 1; limit < 12; limit++)
        {
            var fewItems = Options with { Limits = new AvroLimits { MaxItems = limit } };
            var fewLevels = Options with { Limits = new AvroLimits { MaxDepth = limit } };
            Assert.Equal(Told(Fresh(), datum, fewItems), Told(schema, datum, fewItems));
            Assert.Equal(Told(Fresh(), datum, fewLevels), Told(schema, datum, fewLevels));
        }
    }

    [Fact]
    public void A_few_bytes_do_not_ask_for_long_templates()
    {
        var symbol = new string('s', 1000);
        var fields = string.Join(',', Enumerable.Range(0, 20).Select(i => $$"""{"name": "f{{i}}", "type": ["null", "E"]}"""));
        var first = """{"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["SYMBOL"]}}""".Replace("SYMBOL", symbol, StringComparison.Ordinal);
        var schema = AvroSchema.Parse("""{"type": "record", "name": "R", "fields": [FIELDS]}""".Replace("FIELDS", $"{first}, {fields}", StringComparison.Ordinal));
        byte[] datum = [0, .. Enumerable.Repeat(new byte[] { 2, 0 }, 20).SelectMany(field => field)];
        var array = AvroSchema.Parse("""{"type": "array", "items": ITEM}""".Replace("ITEM", schema.ToString(), StringComparison.Ordinal));
        for (var i = 0; i < 3; i++)
        {
            var json = AvroJson.ToString(array, [8, .. datum, .. datum, .. datum, .. datum, 0]);
            Assert.Equal($"[{string.Join(',', Enumerable.Repeat(AvroJson.ToString(schema, datum), 4))}]", json);
        }

        Assert.Equal(0, ((AvroRecordSchema)((AvroArraySchema)array).Items).JsonSteps.Shapes!.Layouts.Count);
    }

    private static AvroSchema Fresh() => AvroSchema.Parse(Alert.Replace("ITEM", Item, StringComparison.Ordinal));

    private static LayoutSet LayoutsOf(AvroSchema schema) =>
        ((AvroRecordSchema)((AvroArraySchema)((AvroRecordSchema)schema).Fields[0].Schema).Items).JsonSteps.Shapes!.Layouts;

    private static string Told(AvroSchema schema, byte[] datum, AvroJsonOptions options)
    {
        try
        {
            return AvroJson.ToString(schema, datum, options);
        }
        catch (AvroException fault)
        {
            return $"{fault.Message} {fault.Offset} {fault.FieldPath}";
        }
    }

    // A schema that was just parsed knows no layout.
    private static string FieldByField(IEnumerable<byte[]> items, int cutout = 100) =>
        "{\"items\":[" + string.Join(',', items.Select(item => AvroJson.ToString(AvroSchema.Parse(Item), item))) + $"],\"cutout\":{{\"$bytes\":{cutout}}}}}";

    private static byte[] Datum(IReadOnlyCollection<byte[]> items, int cutout)
    {
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteLong(items.Count);
        writer.Flush();
        foreach (var item in items) datum.Write(item);
        writer = new AvroWriter(datum);
        writer.WriteLong(0);
        writer.WriteBytes(new byte[cutout]);
        writer.Flush();
        return datum.WrittenSpan.ToArray();
    }

    /// <summary>An item whose nulls, texts, symbols and lengths of integers are by one generator, and all other values by another.</summary>
    private static byte[] Encode(Random values, Random shape, string? text = null)
    {
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteBoolean(values.Next(2) == 0);
        if (IsThere(ref writer, 1)) writer.WriteBoolean(values.Next(2) == 0);
        writer.WriteInt((int)Integer(31));
        if (IsThere(ref writer, 0)) writer.WriteInt((int)Integer(31));
        writer.WriteLong(Integer(63));
        if (IsThere(ref writer, 0)) writer.WriteLong(Integer(63));
        writer.WriteFloat(Floats[values.Next(Floats.Length)]);
        if (IsThere(ref writer, 0)) writer.WriteFloat(values.NextSingle());
        writer.WriteDouble(Floats[values.Next(Floats.Length)]);
        if (IsThere(ref writer, 1)) writer.WriteDouble(values.NextDouble());
        writer.WriteString(text ?? Texts[shape.Next(Texts.Length)]);
        if (IsThere(ref writer, 0)) writer.WriteString(text ?? Texts[shape.Next(Texts.Length)]);
        if (IsThere(ref writer, 0)) writer.WriteLong(values.Next(2) == 0 ? long.MinValue : long.MaxValue);
        writer.WriteEnumIndex(shape.Next(3));
        if (IsThere(ref writer, 0)) writer.WriteEnumIndex(shape.Next(3));
        if (IsThere(ref writer, 0)) writer.WriteString(values.Next(2) == 0 ? "end" : "\"\"\"");
        writer.Flush();
        return datum.WrittenSpan.ToArray();

        bool IsThere(ref AvroWriter to, int nullBranch)
        {
            var isNull = text is null && shape.Next(2) == 0;
            to.WriteUnionIndex(isNull ? nullBranch : 1 - nullBranch);
            return !isNull;
        }

        long Integer(int bits)
        {
            var magnitude = (1L << shape.Next(bits)) - 1 + values.Next(2);
            return values.Next(2) == 0 ? magnitude : -magnitude;
        }
    }

    /// <summary>Hands out memory that ends at a guarded page.</summary>
    private sealed class GuardedOutput(GuardedMemory memory, int size) : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _written = new();

        public void Advance(int count) => _written.Write(GetSpan()[..count]);

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public Span<byte> GetSpan(int sizeHint = 0) => memory.End(size);

        public override string ToString() => Encoding.UTF8.GetString(_written.WrittenSpan);
    }
}
