namespace FinkTyped.Tests;

/// <summary>
/// What is a schema: one table for the library, which reads schemas at run time, and for the generator, which compiles them. Both test projects run it.
/// </summary>
/// <param name="What">What is odd about the schema.</param>
/// <param name="Text">The schema.</param>
/// <param name="IsRead"><c>AvroSchema.Parse</c> takes it: a schema to read with.</param>
/// <param name="IsWritten"><c>AvroSchema.ParseWriter</c> takes it: the schema of data that are there.</param>
/// <param name="Told">What the generator says of it; empty for nothing. An error means that nothing is compiled.</param>
/// <param name="Why">Why library and generator do not agree on it; null where they do.</param>
internal sealed record SchemaCase(string What, string Text, bool IsRead, bool IsWritten, string Told, string? Why = null)
{
    /// <summary>Every case, by what is odd about it.</summary>
    public static IReadOnlyDictionary<string, SchemaCase> All { get; } = Cases().ToDictionary(c => c.What);

    public override string ToString() => What;

    private static IEnumerable<SchemaCase> Cases() =>
    [
        .. Json(), .. Names(), .. Attributes(), .. Types(), .. References(),
    ];

    private static IEnumerable<SchemaCase> Json() =>
    [
        Valid("a byte order mark", "\uFEFF" + Record("""{"name":"a","type":"int"}""")),
        Valid("a licence in front", "/* Licensed\n under \"the Apache License\" */\n" + Record("""{"name":"a","type":"int"}""")),
        Valid("comments of a line", """
            // one alert
            {"type": "record", "name": "R", // the root
             "fields": [{"name": "a", "type": "int", "doc": "http://example.org/*no comment*/"} /* , {"name": "b"} */ ]} //
            """),
        Valid("a bare NaN", Record("""{"name":"a","type":"double","default":NaN}""")),
        Valid("bare infinities", Record("""{"name":"a","type":"float","default":Infinity},{"name":"b","type":["double","null"],"default":-Infinity}""")),
        Valid("texts that look like comments and numbers", Record("""{"name":"a","type":"string","default":"// NaN /* \" -Infinity */"}""")),
        Refused("a comment without its end", "/* " + Record(""), "FINK001"),
        Refused("a comment that only begins, behind a schema", Record("") + "/*", "FINK001"),
        Refused("half of a comment's beginning", Record("") + "/", "FINK001"),
        Refused("a comma too many", Record("""{"name":"a","type":"int"},"""), "FINK001"),
        Refused("names in single quotes", "{'type':'record','name':'R','fields':[]}", "FINK001"),
        Refused("two schemas in one text", Record("") + Record(""), "FINK001"),
        Refused("a bare nan", Record("""{"name":"a","type":"double","default":nan}"""), "FINK001"),
        Refused("nothing", " ", "FINK010"),
        Lenient("half a character in a doc", """{"type":"record","name":"R","doc":"\ud83d","fields":[]}""", "FINK001"),
        Lenient("a line break in a doc", "{\"type\":\"record\",\"name\":\"R\",\"doc\":\"one\ntwo\",\"fields\":[]}", "FINK001"),
    ];

    private static IEnumerable<SchemaCase> Names() =>
    [
        Lenient("a record with a hyphen", """{"type":"record","name":"correction-ztf","fields":[]}""", "FINK002"),
        Lenient("a namespace with a dollar", """{"type":"record","name":"Obs","namespace":"a.Outer$","fields":[]}""", "FINK002"),
        Lenient("a record whose name ends in a number", """{"type":"record","name":"obs.1","fields":[]}""", "FINK002"),
        Lenient("a field with a hyphen", Record("""{"name":"B-V","type":"int"}"""), "FINK002"),
        Lenient("a field with letters of another alphabet", Record("""{"name":"température","type":"int"}"""), "FINK002"),
        Lenient("a field without a letter", Record("""{"name":"","type":"int"}"""), "FINK002"),
        Lenient("a symbol with a hyphen", Record(Enum("\"a-b\"")), "FINK002"),
        Lenient("a name of Avro's own", """{"type":"record","name":"string","fields":[]}""", "FINK002"),
        Lenient("no name", """{"type":"record","fields":[]}""", "FINK002"),
        Lenient("a name that is a number", """{"type":"record","name":7,"fields":[]}""", "FINK002"),
        Lenient("a namespace that is a number", """{"type":"record","name":"R","namespace":7,"fields":[]}""", "FINK002"),
        Refused("a field whose name is a number", Record("""{"name":7,"type":"int"}"""), "FINK002"),
        Refused("a field without a name", Record("""{"type":"int"}"""), "FINK002"),
        Refused("a name of 1001 characters", Record($$"""{"name":"{{new string('a', 1001)}}","type":"int"}"""), "FINK002"),
        Valid("a namespace that is empty or null", """{"type":"record","name":"R","namespace":"","fields":[{"name":"a","type":{"type":"fixed","name":"F","namespace":null,"size":1}}]}"""),
        Valid("a namespace beside a name that has one", """{"type":"record","name":"n.R","namespace":"not a name","fields":[]}"""),
        Lenient("a field twice", Record("""{"name":"a","type":"int"},{"name":"a","type":"string"}"""), "FINK004"),
        Lenient("a symbol twice", Record(Enum("\"a\",\"b\",\"a\"")), "FINK004"),
    ];

    private static IEnumerable<SchemaCase> Attributes() =>
    [
        Valid("a doc that is a list", """{"type":"record","name":"R","doc":["a","b"],"fields":[{"name":"a","type":"int","doc":7}]}"""),
        Valid("attributes that Avro does not know", """{"type":"record","name":"R","doc":null,"connect.version":1,"fields":[{"name":"a","type":"int","order":"none","unit":"mJy"}]}"""),
        Valid("an attribute that is of another type's", """{"type":"record","name":"R","size":"x","symbols":7,"values":0,"fields":[]}"""),
        Lenient("aliases that are a text", """{"type":"record","name":"R","aliases":"S","fields":[]}""", "FINK002"),
        Lenient("an alias that is null", Record("""{"name":"a","type":"int","aliases":[null]}"""), "FINK002"),
        Lenient("an alias with a hyphen", Record("""{"name":"a","type":"int","aliases":["a-b"]}"""), "FINK002"),
        Lenient("an attribute twice", """{"type":"record","name":"R","doc":"a","doc":"b","fields":[]}""", "FINK002"),
        Lenient("a name twice", """{"type":"record","name":"R","name":"S","fields":[]}""", "FINK002"),
        Lenient("a field's type twice", Record("""{"name":"a","type":"int","type":"string"}"""), "FINK002"),
        Lenient("a size that is a text", Record(Fixed("\"2\"")), "FINK002"),
        Lenient("a size with a fraction of zero", Record(Fixed("2.0")), "FINK002"),
        Refused("a size below zero", Record(Fixed("-1")), "FINK002"),
        Refused("a size with a fraction", Record(Fixed("1.5")), "FINK002"),
        Refused("a size beyond all files", Record(Fixed("2147483648")), "FINK002"),
        Valid("a size of zero", Record(Fixed("0"))),
        Valid("an enum whose default is no symbol", Record(Enum("\"a\"", ",\"default\":\"b\"")), "FINK013"),
        Valid("an enum whose default is no text", Record(Enum("\"a\"", ",\"default\":{}")), "FINK013"),
        Valid("a default that does not fit", Record("""{"name":"a","type":"int","default":"x"}"""), "FINK013"),
        Valid("a default of another branch than the first", Record("""{"name":"a","type":["float","null"],"default":null}""")),
    ];

    private static IEnumerable<SchemaCase> Types() =>
    [
        Lenient("a union of two maps", Record("""{"name":"a","type":[{"type":"map","values":"int"},{"type":"map","values":"string"}]}"""), "FINK008"),
        Lenient("a union of two arrays", Record("""{"name":"a","type":[{"type":"array","items":"int"},{"type":"array","items":"string"}]}"""), "FINK008"),
        Lenient("a union of a type twice", Record("""{"name":"a","type":["int","null","int"]}"""), "FINK008"),
        Lenient("a union of a type and Spark's name for it", Record("""{"name":"a","type":["int","integer"]}"""), "FINK008"),
        Lenient("a union of a record twice", Record("""{"name":"a","type":[{"type":"record","name":"P","fields":[]},"P"]}"""), "FINK008"),
        Refused("a union in a union", Record("""{"name":"a","type":["null",["int"]]}"""), "FINK008"),
        Differs("a union of nothing", Record("""{"name":"a","type":[]}"""), true, "FINK008", "no value can be of it: the library reads schemas that have one in a place that is never reached, and there is nothing to compile"),
        Differs("a schema that is no record", """{"type":"array","items":"int"}""", true, "FINK011", "the library reads any value, an alert is a record"),
        Valid("an object around a type", Record("""{"name":"a","type":{"type":{"type":"string"}}}""")),
        Valid("an error in the place of a record", """{"type":"error","name":"R","fields":[]}"""),
        Valid("Spark's names of types", Record("""{"name":"a","type":"integer"},{"name":"b","type":["null","timestamp"]},{"name":"c","type":{"type":"binary"}}""")),
        Valid("logical types that do not fit", Record("""{"name":"a","type":{"type":"string","logicalType":"date"}},{"name":"b","type":{"type":"int","logicalType":7}}""")),
        Valid("an enum without symbols", Record(Enum(""))),
        Refused("a record without fields", """{"type":"record","name":"R"}""", "FINK002"),
        Refused("fields that are no list", """{"type":"record","name":"R","fields":{}}""", "FINK002"),
        Refused("a field that is a text", Record("\"a\""), "FINK002"),
        Refused("a field without type", Record("""{"name":"a"}"""), "FINK002"),
        Refused("a field whose type is null", Record("""{"name":"a","type":null}"""), "FINK002"),
        Refused("an enum without a list", Record("""{"name":"a","type":{"type":"enum","name":"E"}}"""), "FINK002"),
        Refused("a symbol that is a number", Record(Enum("1")), "FINK002"),
        Refused("an array without items", Record("""{"name":"a","type":{"type":"array"}}"""), "FINK002"),
        Refused("a map without values", Record("""{"name":"a","type":{"type":"map"}}"""), "FINK002"),
        Refused("a fixed without size", Record("""{"name":"a","type":{"type":"fixed","name":"F"}}"""), "FINK002"),
        Refused("sixty-five arrays in each other", Record($$"""{"name":"a","type":{{string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", 64))}}"int"{{new string('}', 65)}}"""), "FINK012"),
    ];

    private static IEnumerable<SchemaCase> References() =>
    [
        Valid("a name that is defined further down", Record("""{"name":"a","type":"P"},{"name":"b","type":{"type":"record","name":"P","fields":[{"name":"x","type":"int"}]}}""")),
        Valid("a name that is defined further down in another namespace", """
            {"type":"record","name":"R","namespace":"n","fields":[
              {"name":"a","type":["null","m.E"],"default":null},
              {"name":"b","type":{"type":"record","name":"P","namespace":"m","fields":[{"name":"x","type":{"type":"enum","name":"E","symbols":["s"]}},{"name":"y","type":"F"}]}},
              {"name":"c","type":{"type":"array","items":{"type":"fixed","name":"F","namespace":"m","size":2}}}]}
            """),
        Valid("types that are defined in each other, further down", Record("""
            {"name":"a","type":["null","Q"]},
            {"name":"b","type":{"type":"record","name":"P","fields":[{"name":"q","type":{"type":"record","name":"Q","fields":[{"name":"p","type":["null","P"]}]}}]}}
            """)),
        Valid("a name that is defined twice", Record("""
            {"name":"a","type":{"type":"record","name":"P","fields":[{"name":"x","type":"int"}]}},
            {"name":"b","type":{"type":"record","name":"P","fields":[{"name":"y","type":"int"}]}},{"name":"c","type":"P"}
            """), "FINK005"),
        Valid("a record that holds itself", Record("""{"name":"next","type":["null","R"]}""")),
        Refused("a name that is defined nowhere", Record("""{"name":"a","type":"P"}"""), "FINK003"),
        Refused("a kind of type as a name", Record("""{"name":"a","type":"record"}"""), "FINK003"),
    ];

    private static SchemaCase Valid(string what, string text, string told = "") => new(what, text, true, true, told);

    private static SchemaCase Lenient(string what, string text, string told) => new(what, text, false, true, told);

    private static SchemaCase Refused(string what, string text, string told) => new(what, text, false, false, told);

    private static SchemaCase Differs(string what, string text, bool isRead, string told, string why) => new(what, text, isRead, true, told, why);

    private static string Record(string fields) => $$"""{"type":"record","name":"R","fields":[{{fields}}]}""";

    private static string Enum(string symbols, string more = "") => $$$"""{"name":"e","type":{"type":"enum","name":"E","symbols":[{{{symbols}}}]{{{more}}}}}""";

    private static string Fixed(string size) => $$$"""{"name":"f","type":{"type":"fixed","name":"F","size":{{{size}}}}}""";
}
