namespace FinkTyped.Tests;

public class AvroSchemaTests
{
    [Theory]
    [InlineData("\"null\"", 0x63DD24E7CC258F8A)]
    [InlineData("\"boolean\"", 0x9F42FC78A4D4F764)]
    [InlineData("\"int\"", 0x7275D51A3F395C8F)]
    [InlineData("{\"type\": {\"type\": \"int\"}}", 0x7275D51A3F395C8F)]
    [InlineData("\"long\"", 0xD054E14493F41DB7)]
    [InlineData("\"float\"", 0x4D7C02CB3EA8D790)]
    [InlineData("\"double\"", 0x8E7535C032AB957E)]
    [InlineData("\"bytes\"", 0x4FC016DAC3201965)]
    [InlineData("\"string\"", 0x8F014872634503C7)]
    public void Fingerprints_are_those_of_the_specification(string json, ulong expected) =>
        Assert.Equal(expected, AvroSchema.Parse(json).Fingerprint);

    [Theory]
    [InlineData("""{"type":"record","name":"foo.R","doc":"d","fields":[{"name":"a","type":["null",{"type":"int","logicalType":"date"}],"default":null,"order":"ignore"}]}""",
        """{"name":"foo.R","type":"record","fields":[{"name":"a","type":["null","int"]}]}""")]
    [InlineData("""{"fields":[{"type":{"type":"fixed","size":5,"name":"F"},"name":"a"},{"name":"b","type":"F"}],"type":"record","name":"R","namespace":"n.m"}""",
        """{"name":"n.m.R","type":"record","fields":[{"name":"a","type":{"name":"n.m.F","type":"fixed","size":5}},{"name":"b","type":"n.m.F"}]}""")]
    [InlineData("""{"type":"map","values":{"type":"array","items":{"type":"enum","name":"E","aliases":["D"],"symbols":["A","B"],"default":"A"}}}""",
        """{"type":"map","values":{"type":"array","items":{"name":"E","type":"enum","symbols":["A","B"]}}}""")]
    public void Canonical_form_is_that_of_the_specification(string json, string expected) =>
        Assert.Equal(expected, AvroSchema.Parse(json).CanonicalForm);

    [Fact]
    public void A_record_keeps_what_its_text_says()
    {
        var record = Assert.IsType<AvroRecordSchema>(AvroSchema.Parse(
            """
            {"type": "record", "name": "Alert", "namespace": "a.b", "doc": "one alert", "aliases": ["Old", "x.Older"],
             "fields": [{"name": "mag", "type": ["float", "null"], "default": null, "doc": "a \"quoted\" α", "aliases": ["m"]},
                        {"name": "ref", "type": ["null", "Alert"]}]}
            """));
        Assert.Equal("a.b.Alert", record.FullName);
        Assert.Equal("one alert", record.Doc);
        Assert.Equal(["a.b.Old", "x.Older"], record.Aliases);
        Assert.True(record.TryGetField("mag", out var mag));
        Assert.Equal("a \"quoted\" α", mag.Doc);
        Assert.Equal(["m"], mag.Aliases);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, mag.Default!.Value.ValueKind);
        Assert.Equal(1, record.Fields[1].Index);
        Assert.Null(record.Fields[1].Default);
        Assert.Same(record, Assert.IsType<AvroUnionSchema>(record.Fields[1].Schema).Branches[1]);
        Assert.False(record.TryGetField("m", out _));
    }

    [Theory]
    [InlineData("integer", AvroType.Int)]
    [InlineData("short", AvroType.Int)]
    [InlineData("byte", AvroType.Int)]
    [InlineData("date", AvroType.Int)]
    [InlineData("timestamp", AvroType.Long)]
    [InlineData("binary", AvroType.Bytes)]
    public void Names_of_Spark_are_taken_for_Avros(string spark, AvroType expected)
    {
        var schema = Assert.IsType<AvroPrimitiveSchema>(AvroSchema.Parse($"\"{spark}\""));
        Assert.Equal(expected, schema.Type);
        Assert.Equal(spark, schema.SparkName);
        Assert.Equal(AvroSchema.Parse($"\"{expected.ToString().ToLowerInvariant()}\""), schema);
    }

    [Fact]
    public void A_name_of_Spark_that_the_schema_defines_is_the_schemas_own()
    {
        var union = (AvroUnionSchema)AvroSchema.Parse("""["null", {"type": "record", "name": "date", "fields": []}, {"type": "array", "items": "date"}]""");
        Assert.Same(union.Branches[1], ((AvroArraySchema)union.Branches[2]).Items);
    }

    [Theory]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":["float","null"],"default":null}]}""")]
    [InlineData("""{"type":"record","name":"R","namespace":null,"fields":[],"__fastavro_parsed":true,"__named_schemas":{"R":{"a":[1,{}]}}}""")]
    [InlineData("""{"type":"record","name":"R","namespace":"","fields":[{"name":"a","type":{"type":{"type":"string"}}}]}""")]
    [InlineData("""{"type":"error","name":"R","fields":[]}""")]
    [InlineData("\uFEFF\"int\"")]
    [InlineData("[]")]
    public void What_is_met_in_practice_is_accepted(string json) => Assert.NotNull(AvroSchema.Parse(json));

    [Fact]
    public void The_last_definition_of_a_name_counts()
    {
        var record = (AvroRecordSchema)AvroSchema.Parse(
            """
            {"type": "record", "name": "top", "fields": [
              {"name": "a", "type": {"type": "record", "name": "top", "fields": [{"name": "x", "type": "int"}]}},
              {"name": "b", "type": "top"},
              {"name": "c", "type": {"type": "record", "name": "top", "fields": [{"name": "y", "type": "int"}]}},
              {"name": "d", "type": "top"}]}
            """);
        Assert.Same(record.Fields[0].Schema, record.Fields[1].Schema);
        Assert.Same(record.Fields[2].Schema, record.Fields[3].Schema);
        Assert.Equal(record, AvroSchema.Parse(record.ToString()));
        Assert.Equal(record, AvroSchema.Parse(record.CanonicalForm));
    }

    [Fact]
    public void Namespaces_are_inherited_overridden_and_searched()
    {
        var record = (AvroRecordSchema)AvroSchema.Parse(
            """
            {"name": "R", "type": "record", "fields": [
              {"name": "a", "type": {"type": "record", "name": "P", "fields": [
                 {"name": "x", "type": {"type": "enum", "name": "other.E", "symbols": ["s"]}}]}},
              {"name": "b", "type": "top.P"},
              {"name": "c", "type": "P"},
              {"name": "d", "type": {"type": "fixed", "name": "F", "namespace": "", "size": 1}},
              {"name": "e", "type": "F"},
              {"name": "f", "type": "other.E"}], "namespace": "top"}
            """);
        Assert.Equal("top.P", ((AvroNamedSchema)record.Fields[0].Schema).FullName);
        Assert.Same(record.Fields[0].Schema, record.Fields[1].Schema);
        Assert.Same(record.Fields[0].Schema, record.Fields[2].Schema);
        Assert.Equal("F", ((AvroNamedSchema)record.Fields[4].Schema).FullName);
        Assert.Equal("other.E", ((AvroNamedSchema)record.Fields[5].Schema).FullName);
        var again = (AvroRecordSchema)AvroSchema.Parse(record.ToString());
        Assert.Equal(record.CanonicalForm, again.CanonicalForm);
    }
}
