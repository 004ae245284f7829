using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests;

public class AvroJsonTests
{
    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void Real_alerts_are_what_an_independent_library_reads(string name, int count)
    {
        var datums = SharedAlerts.Datums(name);
        var expected = SharedAlerts.Expected(name);
        Assert.Equal(count, datums.Count);
        Assert.Equal(count, expected.Count);
        for (var i = 0; i < count; i++)
        {
            var json = AvroJson.ToString(datums[i].WriterSchema, datums[i].Datum.Span);
            Assert.DoesNotContain('\n', json);
            JsonAssert.Same(expected[i], JsonElement.Parse(json), datums[i].WriterSchema);
        }
    }

    [Fact]
    public void Every_vector_of_types_has_its_value() => Assert.Multiple([.. SharedVector.Types.Select(v => (Action)(() =>
        JsonAssert.Same(v.Value!.Value, JsonElement.Parse(AvroJson.ToString(v.Schema, v.Datum)), v.Schema, v.Name)))]);

    [Fact]
    public void Every_malformed_vector_is_refused_quickly_and_in_little_memory()
    {
        foreach (var vector in SharedVector.Malformed)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var fault = Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(vector.Schema, vector.Datum));
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{vector.Name} took {clock.Elapsed}");
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 50_000_000, $"{vector.Name} allocated {allocated} bytes");
            Assert.NotNull(fault.Offset);
        }
    }

    [Theory]
    [InlineData(AvroJsonBytes.Hash, """{"$bytes":3,"sha256":"039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"}""")]
    [InlineData(AvroJsonBytes.Base64, """{"$bytes":3,"base64":"AQID"}""")]
    [InlineData(AvroJsonBytes.None, """{"$bytes":3}""")]
    public void Bytes_and_fixed_are_written_as_asked(AvroJsonBytes bytes, string expected)
    {
        var options = new AvroJsonOptions { Bytes = bytes };
        Assert.Equal(expected, AvroJson.ToString(AvroSchema.Parse("\"bytes\""), [6, 1, 2, 3], options));
        Assert.Equal(expected, AvroJson.ToString(AvroSchema.Parse("""{"type":"fixed","name":"F","size":3}"""), [1, 2, 3], options));
    }

    [Fact]
    public void The_text_is_exactly_this()
    {
        var schema = AvroSchema.Parse(
            """
            {"type": "record", "name": "R", "fields": [
              {"name": "id", "type": "long"}, {"name": "mag", "type": ["float", "null"]}, {"name": "none", "type": ["null", "int"]},
              {"name": "band", "type": {"type": "enum", "name": "B", "symbols": ["g", "r"]}}, {"name": "flags", "type": {"type": "array", "items": "boolean"}},
              {"name": "text", "type": "string"}, {"name": "any", "type": ["null", "int", "string"]}, {"name": "nothing", "type": "null"}]}
            """);
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteLong(long.MaxValue);
        writer.WriteUnionIndex(0);
        writer.WriteFloat(18.3f);
        writer.WriteUnionIndex(0);
        writer.WriteEnumIndex(1);
        writer.WriteLong(2);
        writer.WriteBoolean(true);
        writer.WriteBoolean(false);
        writer.WriteLong(0);
        writer.WriteString("α \"quoted\" \\ \n \u0001 \u2028 😀");
        writer.WriteUnionIndex(2);
        writer.WriteString("x");
        writer.Flush();

        Assert.Equal(
            "{\"id\":9223372036854775807,\"mag\":18.3,\"none\":null,\"band\":\"r\",\"flags\":[true,false],"
                + "\"text\":\"α \\\"quoted\\\" \\\\ \\n \\u0001 \u2028 😀\",\"any\":\"x\",\"nothing\":null}",
            AvroJson.ToString(schema, datum.WrittenSpan));
    }

    [Fact]
    public void Of_a_key_that_comes_twice_the_last_value_counts_in_the_first_place()
    {
        var schema = AvroSchema.Parse("""{"type":"map","values":"int"}""");
        Assert.Equal("""{"a":3,"b":2}""", AvroJson.ToString(schema, Map(("a", 1), ("b", 2), ("a", 3))));

        var many = Enumerable.Range(0, 1000).Select(i => ($"k{i % 700}", i)).ToArray();
        var expected = Enumerable.Range(0, 700).Select(k => $"\"k{k}\":{(k < 300 ? k + 700 : k)}");
        Assert.Equal($"{{{string.Join(',', expected)}}}", AvroJson.ToString(schema, Map(many)));

        var nested = AvroSchema.Parse("""{"type":"map","values":{"type":"map","values":"int"}}""");
        byte[] datum = [4, 2, (byte)'x', .. Map(("a", 1), ("a", 2)), 2, (byte)'x', .. Map(("b", 5), ("b", 6)), 0];
        Assert.Equal("""{"x":{"b":6}}""", AvroJson.ToString(nested, datum));
    }

    [Theory]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":["null",{"type":"array","items":{"type":"record","name":"I","fields":[{"name":"x","type":"boolean"}]}}]}]}""", "00 02 04 01 07 00", "b[1].x", 4)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"m","type":{"type":"map","values":["null","double"]}}]}""", "02 02 67 06", "m[\"g\"]", 3)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"string"}]}""", "04 ff fe", "a", 0)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""", "00 00", null, 1)]
    public void A_fault_is_told_with_its_field_and_its_offset(string schema, string hex, string? path, int offset)
    {
        var output = new ArrayBufferWriter<byte>();
        var datum = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var fault = Assert.ThrowsAny<AvroException>(() => AvroJson.Write(output, AvroSchema.Parse(schema), datum));
        Assert.Equal(path, fault.FieldPath);
        Assert.Equal(offset, fault.Offset);
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void A_json_writer_takes_datums_among_other_values()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("alert");
            AvroJson.Write(writer, AvroSchema.Parse("""{"type":"array","items":"int"}"""), [4, 2, 4, 0]);
            writer.WriteNumber("n", 1);
            writer.WriteEndObject();
        }

        Assert.Equal("""{"alert":[1,2],"n":1}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_reader_schema_resolves_first()
    {
        var writer = AvroSchema.Parse("""{"type":"record","name":"W","fields":[{"name":"a","type":"int"},{"name":"b","type":"int"}]}""");
        var reader = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"b","type":"double"},{"name":"c","type":["null","string"]}]}""");
        Assert.Equal("""{"b":2,"c":null}""", AvroJson.ToString(writer, [2, 4], new AvroJsonOptions { ReaderSchema = reader }));
        var fault = Assert.ThrowsAny<AvroException>(() => AvroJson.ToString(writer, [2], new AvroJsonOptions { ReaderSchema = reader }));
        Assert.Equal("b", fault.FieldPath);
    }

    private static byte[] Map(params (string Key, int Value)[] entries)
    {
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteLong(entries.Length);
        foreach (var (key, value) in entries)
        {
            writer.WriteString(key);
            writer.WriteInt(value);
        }

        writer.WriteLong(0);
        writer.Flush();
        return datum.WrittenSpan.ToArray();
    }
}
