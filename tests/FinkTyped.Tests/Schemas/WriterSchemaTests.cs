using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>Schemas of data as the world writes them: read as long as they say what the bytes are.</summary>
public sealed class WriterSchemaTests
{
    private static readonly byte[] Datum = [14, 2, (byte)'x'];

    public static TheoryData<string, string> Readable => new()
    {
        { "a record with a hyphen", """{"type":"record","name":"correction-ztf","fields":[FIELDS]}""" },
        { "a namespace with a dollar", """{"type":"record","name":"Obs","namespace":"a.Outer$","fields":[FIELDS]}""" },
        { "a name that ends with a digit after a dot", """{"type":"record","name":"obs.1","fields":[FIELDS]}""" },
        { "a name with quotes", """{"type":"record","name":"a \"b\" \\ c","fields":[FIELDS]}""" },
        { "no name", """{"type":"record","fields":[FIELDS]}""" },
        { "an empty name", """{"type":"record","name":"","fields":[FIELDS]}""" },
        { "a name that is a number", """{"type":"record","name":5,"fields":[FIELDS]}""" },
        { "the name of a primitive", """{"type":"record","name":"string","fields":[FIELDS]}""" },
        { "a namespace that is a list", """{"type":"record","name":"R","namespace":[],"fields":[FIELDS]}""" },
        { "a doc that is a list", """{"type":"record","name":"R","doc":["a","b"],"fields":[FIELDS]}""" },
        { "aliases that are a text", """{"type":"record","name":"R","aliases":"S","fields":[FIELDS]}""" },
        { "aliases that are numbers", """{"type":"record","name":"R","aliases":[1,{}],"fields":[FIELDS]}""" },
        { "attributes twice", """{"type":"record","name":"R","doc":"a","doc":"b","fields":[FIELDS]}""" },
        { "a size and symbols where there are none", """{"type":"record","name":"R","size":"x","symbols":7,"fields":[FIELDS]}""" },
        { "defaults that fit nothing", """{"type":"record","name":"R","fields":[{"name":"id","type":"long","default":"x"},{"name":"name","type":"string","default":[3]}]}""" },
        { "a byte order mark", "\uFEFF" + """{"type":"record","name":"R","fields":[FIELDS]}""" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void What_does_not_touch_the_bytes_does_not_matter(string what, string schema)
    {
        var json = schema.Replace("FIELDS", """{"name":"id","type":"long"},{"name":"name","type":"string"}""", StringComparison.Ordinal);
        var writer = AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(json));

        Assert.Equal(new SmallAlert(7, "x"), AlertDecoder<SmallAlert>.For(writer).Decode(Datum));
        Assert.True(new EvenNames().TryEvaluate(writer, [16, 2, (byte)'y'], out var name), what);
        Assert.Equal("y", name);
        Assert.Equal("""{"id":7,"name":"x"}""", AvroJson.ToString(writer, Datum));
        Assert.Equal("""{"id":7,"name":"x"}""", AvroJson.ToString(writer, Datum, new() { ReaderSchema = SmallAlert.Schema }));
        // Its text is kept as it came, and what is printed of it can be read again.
        Assert.Equal(json.TrimStart('\uFEFF'), Encoding.UTF8.GetString(writer.SourceJson.Span));
        Assert.Equal(writer, AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(writer.ToString())));
        Assert.Equal(writer.CanonicalForm, AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(writer.CanonicalForm)).CanonicalForm);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_in_UTF_16_is_known_by_its_mark(bool isBigEndian)
    {
        var utf16 = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] text = [.. utf16.Preamble, .. utf16.GetBytes(SmallAlert.Json)];
        foreach (var schema in new[] { AvroSchema.Parse(text), AvroSchema.ParseWriter(text) })
        {
            Assert.Equal(SmallAlert.Schema, schema);
            Assert.Equal(SmallAlert.Json, Encoding.UTF8.GetString(schema.SourceJson.Span));
        }

        Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(text.AsSpan(0, text.Length - 3)));
    }

    [Fact]
    public void Names_of_any_characters_are_fields()
    {
        var writer = Writer("""{"type":"record","name":"R","fields":[{"name":"B-V","type":"int"},{"name":"temp\u00e9rature","type":"int"},{"name":"a\"b","type":"int"},{"name":"","type":"int"},{"name":"id","type":"long"},{"name":"name","type":"string"}]}""");
        byte[] datum = [2, 4, 6, 8, .. Datum];

        Assert.Equal(new SmallAlert(7, "x"), AlertDecoder<SmallAlert>.For(writer).Decode(datum));
        var json = JsonElement.Parse(AvroJson.ToString(writer, datum));
        Assert.Equal(["B-V", "température", "a\"b", "", "id", "name"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(3, json.GetProperty("a\"b").GetInt32());
    }

    [Fact]
    public void A_field_that_is_there_twice_is_read_around_and_named_where_it_is_asked_for()
    {
        var writer = Writer("""{"type":"record","name":"R","fields":[{"name":"id","type":"long"},{"name":"d","type":"int"},{"name":"d","type":"string"},{"name":"name","type":"string"}]}""");
        byte[] datum = [14, 8, 2, (byte)'q', 2, (byte)'x'];

        Assert.Equal(new SmallAlert(7, "x"), AlertDecoder<SmallAlert>.For(writer).Decode(datum));
        Assert.Equal("""{"id":7,"d":4,"d":"q","name":"x"}""", AvroJson.ToString(writer, datum));
        var reader = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"d","type":"int"}]}""");
        var fault = Assert.Throws<SchemaResolutionException>(() => AvroJson.ToString(writer, datum, new() { ReaderSchema = reader }));
        Assert.Contains("more than one field 'd'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"map","values":"int"},{"type":"map","values":"string"}]""", new byte[] { 2, 2, 2, (byte)'k', 2, (byte)'v', 0 }, """{"k":"v"}""")]
    [InlineData("""[{"type":"array","items":"int"},{"type":"array","items":"string"}]""", new byte[] { 2, 2, 2, (byte)'v', 0 }, """["v"]""")]
    [InlineData("""["int","string","int"]""", new byte[] { 4, 10 }, "5")]
    public void A_union_of_two_of_a_kind_is_read_by_its_index(string union, byte[] value, string json)
    {
        var writer = Writer($$"""{"type":"record","name":"R","fields":[{"name":"u","type":{{union}}},{"name":"id","type":"long"},{"name":"name","type":"string"}]}""");
        byte[] datum = [.. value, .. Datum];

        Assert.Equal(new SmallAlert(7, "x"), AlertDecoder<SmallAlert>.For(writer).Decode(datum));
        Assert.Equal($$"""{"u":{{json}},"id":7,"name":"x"}""", AvroJson.ToString(writer, datum));
    }

    [Fact]
    public void Enums_and_fixed_are_what_their_bytes_are()
    {
        var writer = Writer("""{"type":"record","name":"R","fields":[{"name":"e","type":{"type":"enum","name":"E","symbols":["a-b","c\"d","c\"d"],"default":"none"}},{"name":"f","type":{"type":"fixed","name":"F","size":"2"}},{"name":"g","type":{"type":"fixed","name":"G","size":1.0}},{"name":"id","type":"long"},{"name":"name","type":"string"}]}""");
        byte[] datum = [4, 1, 2, 3, .. Datum];

        Assert.Equal(new SmallAlert(7, "x"), AlertDecoder<SmallAlert>.For(writer).Decode(datum));
        Assert.Equal("c\"d", JsonElement.Parse(AvroJson.ToString(writer, datum)).GetProperty("e").GetString());
    }

    [Theory]
    [InlineData("""{"type":"record","name":"R"}""", "fields")]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a"}]}""", "type")]
    [InlineData("""{"type":"fixed","name":"F","size":-1}""", "size")]
    [InlineData("""{"type":"fixed","name":"F","size":1.5}""", "size")]
    [InlineData("""{"type":"enum","name":"E","symbols":[1]}""", "symbol")]
    [InlineData("""["int",["string"]]""", "union")]
    [InlineData("\"nonsense\"", "nonsense")]
    public void What_says_nothing_about_the_bytes_is_refused(string schema, string word) =>
        Assert.Contains(word, Assert.Throws<AvroSchemaException>(() => Writer(schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void Characters_that_are_none_are_replaced()
    {
        byte[] text = [.. """{"type":"record","name":"R","doc":"caf"""u8, 0xE9, .. """ \ud800 \ud83d\ude00","fields":[{"name":"a","type":"int"}]}"""u8];
        var writer = AvroSchema.ParseWriter(text);
        Assert.Equal("caf\uFFFD \uFFFD \U0001F600", ((AvroRecordSchema)writer).Doc);
        Assert.Equal("""{"a":3}""", AvroJson.ToString(writer, [6]));
        Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(text));
    }

    [Fact]
    public void The_schema_of_a_text_is_one_for_the_whole_process()
    {
        var text = Encoding.UTF8.GetBytes(SmallAlert.Json.Replace("SmallAlert", "Shared", StringComparison.Ordinal));
        var first = AvroSchema.ParseWriter(text);
        Assert.Same(first, AvroSchema.ParseWriter(text));
        Assert.NotSame(first, AvroSchema.ParseWriter(text, new AvroLimits { MaxDepth = 10 }));
        for (var i = 0; i < 100; i++) AvroSchema.ParseWriter(Encoding.UTF8.GetBytes($$"""{"type":"record","name":"N{{i}}","fields":[]}"""));
        Assert.NotSame(first, AvroSchema.ParseWriter(text));
    }

    private static AvroSchema Writer(string json) => AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(json));
}
