namespace FinkTyped.Generators.Tests;

/// <summary>What the generator says about schemas it cannot use, word by word, and the text that is underlined.</summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("expected ':' and found '1'", """{"type" «1»}""")]
    [InlineData("expected ',' or '}' and found the end of the text", """{"type": "record"«»""")]
    [InlineData("expected ',' or ']' and found '}'", """["int" «}»""")]
    [InlineData("expected a value and found '}'", """{"type": «}»""")]
    [InlineData("expected a name in double quotes and found '}'", """{"type": "record", «}»""")]
    [InlineData("expected a name in double quotes and found '''", """{«'»type': "record"}""")]
    [InlineData("expected the end of the text and found '{'", """{"type": "record"} «{»}""")]
    [InlineData("expected a value and found '/'", """{"type": «/» "record"}""")]
    [InlineData("a comment without its end", """{"type": «/*» "record"}""")]
    [InlineData("expected a digit and found '}'", """{"size": -«}»""")]
    [InlineData("a number with a leading zero", """{"size": «012»}""")]
    [InlineData("an escape that JSON does not know", """{"na«\x»me": 1}""")]
    [InlineData("an escape that JSON does not know", """{"na«\u»12": 1}""")]
    [InlineData("a string without its closing quote", """{"name": «"alert}»""")]
    [InlineData("a control character inside a string", "{\"name\": \"a«\n»b\"}")]
    [InlineData("a string has an escaped half of a surrogate pair", """{"name": «"\ud83d"»}""")]
    [InlineData("expected a value and found 'N'", """{"default": «N»one}""")]
    public void FINK001_the_text_is_not_JSON(string reason, string schema) =>
        Marked.Verify("FINK001", "The schema is not JSON: " + reason, schema);

    [Theory]
    [InlineData("a type is a name, an object or an array of types", "«1»")]
    [InlineData("a type written as an object has a key 'type'", """«{»"name": "R"}""")]
    [InlineData("the record has no key 'name' with a text", """{"type": «"record"», "fields": []}""")]
    [InlineData("the record has no key 'name' with a text", """{"type": "record", "name": «1», "fields": []}""")]
    [InlineData("the record 'n.R' has no array 'fields'", """{"type": "record", "name": "«n.R»"}""")]
    [InlineData("the record 'R' has no array 'fields'", """{"type": "record", "name": "R", "fields": «{}»}""")]
    [InlineData("a field is an object with the keys 'name' and 'type'", """{"type": "record", "name": "R", "fields": [«"x"»]}""")]
    [InlineData("a field has a key 'name' with a text", """{"type": "record", "name": "R", "fields": [«{»"type": "int"}]}""")]
    [InlineData("the field 'x' has no key 'type'", """{"type": "record", "name": "R", "fields": [{"name": "«x»"}]}""")]
    [InlineData("a type is a name, an object or an array of types", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": «null»}]}""")]
    [InlineData("the array has no key 'items'", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": «"array"»}}]}""")]
    [InlineData("the map has no key 'values'", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": «"map"»}}]}""")]
    [InlineData("the enum 'E' has no array 'symbols'", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "enum", "name": "«E»"}}]}""")]
    [InlineData("a symbol is a text", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "enum", "name": "E", "symbols": [«1»]}}]}""")]
    [InlineData("the fixed 'F' has no 'size' that is a whole number from 0 to 2147483647", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "fixed", "name": "F", "size": «-1»}}]}""")]
    [InlineData("'2nd' is no name: a name has letters, digits and underscores and does not begin with a digit", """{"type": "record", "name": "R", "fields": [{"name": "«2nd»", "type": "int"}]}""")]
    [InlineData("'a-b' is no name: a name has letters, digits and underscores and does not begin with a digit", """{"type": "record", "name": "«a-b»", "fields": []}""")]
    [InlineData("'é' is no name: a name has letters, digits and underscores and does not begin with a digit", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "enum", "name": "E", "symbols": ["«é»"]}}]}""")]
    [InlineData("'a..b' is no name: a name has letters, digits and underscores and does not begin with a digit", """{"type": "record", "name": "R", "namespace": "«a..b»", "fields": []}""")]
    [InlineData("'string' is the name of one of Avro's own types", """{"type": "record", "name": "«string»", "fields": []}""")]
    [InlineData("a namespace is a text", """{"type": "record", "name": "R", "namespace": «1», "fields": []}""")]
    [InlineData("aliases are an array of names", """{"type": "record", "name": "R", "aliases": «"S"», "fields": []}""")]
    [InlineData("an alias is a text", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "int", "aliases": [«1»]}]}""")]
    public void FINK002_the_JSON_is_not_Avro(string reason, string schema) =>
        Marked.Verify("FINK002", "The schema is not Avro: " + reason, schema);

    [Theory]
    [InlineData("Missing", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "«Missing»"}]}""")]
    [InlineData("Strnig", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": ["null", "«Strnig»"]}]}""")]
    [InlineData("other.P", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "array", "items": "«other.P»"}}]}""")]
    [InlineData("record", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "«record»"}]}""")]
    public void FINK003_a_type_is_unknown(string name, string schema) =>
        Marked.Verify("FINK003", $"The type '{name}' is neither one of Avro's nor defined in a schema file of this project", schema);

    [Fact]
    public void FINK004_a_field_comes_twice() => Marked.Verify(
        "FINK004",
        "The field 'ra' comes twice in 'R'",
        """{"type": "record", "name": "R", "fields": [{"name": "ra", "type": "double"}, {"name": "«ra»", "type": "float"}]}""");

    [Fact]
    public void FINK004_a_symbol_comes_twice() => Marked.Verify(
        "FINK004",
        "The symbol 'g' comes twice in 'E'",
        """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "enum", "name": "E", "symbols": ["g", "r", "«g»"]}}]}""");

    [Fact]
    public void FINK005_a_name_stands_for_two_shapes() => Marked.Verify(
        "FINK005",
        "'P' is defined again with another shape; this one becomes the type 'Second'",
        """
        {"type": "record", "name": "R", "fields": [
          {"name": "first", "type": {"type": "record", "name": "P", "fields": [{"name": "x", "type": "int"}]}},
          {"name": "second", "type": {"type": "record", "name": "«P»", "fields": [{"name": "x", "type": "long"}]}}
        ]}
        """);

    [Fact]
    public void FINK006_a_type_comes_from_two_files() => Marked.Verify(
        "FINK006",
        "'Sample.Cutout' is generated from 'a.avsc' already; give one of the files another Namespace or RecordName",
        """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "record", "name": "«cutout»", "fields": []}}]}""",
        null,
        new SchemaItem("a.avsc", """{"type": "record", "name": "Cutout", "fields": []}"""));

    [Fact]
    public void FINK006_a_type_is_called_as_the_namespace_of_another_file() => Marked.Verify(
        "FINK006",
        "'Sample.Ztf' is generated from 'a.avsc' already; give one of the files another Namespace or RecordName",
        """{"type": "record", "name": "«ztf»", "fields": []}""",
        null,
        new SchemaItem("a.avsc", """{"type": "record", "name": "Alert", "fields": []}""") { Namespace = "Sample.Ztf.V1" });

    [Fact]
    public void FINK006_a_namespace_is_called_as_the_type_of_another_file() => Marked.Verify(
        "FINK006",
        "'Sample.Alert' is generated from 'a.avsc' already; give one of the files another Namespace or RecordName",
        """{"type": "record", "name": "«R»", "fields": []}""",
        new SchemaItem("", "") { Namespace = "Sample.Alert" },
        new SchemaItem("a.avsc", """{"type": "record", "name": "Alert", "fields": []}"""));

    [Fact]
    public void FINK006_tells_files_of_one_name_apart()
    {
        const string Text = """{"type": "record", "name": "Alert", "fields": []}""";
        var diagnostic = Assert.Single(Generation.Run(new("/a/ztf/alert.avsc", Text), new("/a/lsst/alert.avsc", Text)).Diagnostics);
        Assert.Contains(" from 'lsst/alert.avsc' already", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("/a/ztf/alert.avsc", diagnostic.Location.GetLineSpan().Path);
    }

    [Fact]
    public void One_file_listed_twice_is_one_file() =>
        Assert.Empty(Generation.Run(new("a.avsc", Samples.All["Recursion"]), new("a.avsc", Samples.All["Recursion"])).Diagnostics);

    [Theory]
    [InlineData(
        "The property for 'psf_flux' is called 'Psf_Flux', since 'PsfFlux' is another property",
        """{"type": "record", "name": "R", "fields": [{"name": "psfFlux", "type": "float"}, {"name": "«psf_flux»", "type": "float"}]}""")]
    [InlineData(
        "The property for 'candidate' is called 'CandidateValue', since 'Candidate' is the name of its type",
        """{"type": "record", "name": "candidate", "fields": [{"name": "«candidate»", "type": "float"}]}""")]
    [InlineData(
        "The property for 'schema' is called 'SchemaValue', since 'Schema' is a member of every record",
        """{"type": "record", "name": "R", "fields": [{"name": "«schema»", "type": "float"}]}""")]
    [InlineData(
        "The property for '__' is called 'Field', since '__' has no letter or digit",
        """{"type": "record", "name": "R", "fields": [{"name": "«__»", "type": "float"}]}""")]
    [InlineData(
        "The symbol for 'R' is called 'RSymbol', since 'R' is another symbol",
        """{"type": "record", "name": "X", "fields": [{"name": "y", "type": {"type": "enum", "name": "E", "symbols": ["r", "«R»"]}}]}""")]
    [InlineData(
        "The type for 'n.r' is called 'Part', since 'R' is another type",
        """{"type": "record", "name": "R", "fields": [{"name": "part", "type": {"type": "record", "name": "«n.r»", "fields": []}}]}""")]
    [InlineData(
        "The type for 'topLevelRecord.topLevelRecord' is called 'LcFeatures', since 'TopLevelRecord' is the name of what it is in",
        """
        {"type": "record", "name": "topLevelRecord", "fields": [{"name": "lc_features", "type": {"type": "map", "values": [
          {"type": "record", "name": "«topLevelRecord.topLevelRecord»", "fields": []}, "null"]}}]}
        """)]
    public void FINK007_a_name_has_to_change(string message, string schema) => Marked.Verify("FINK007", message, schema);

    [Theory]
    [InlineData("it has no types", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": «[]»}]}""")]
    [InlineData("a union directly inside a union has no meaning in Avro", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": ["null", «["int", "string"]»]}]}""")]
    [InlineData("int comes twice, and nothing would tell one from the other", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": ["int", "null", «"int"»]}]}""")]
    [InlineData("an array comes twice, and nothing would tell one from the other", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": [{"type": "array", "items": "int"}, «{"type": "array", "items": "long"}»]}]}""")]
    [InlineData("the record 'P' comes twice, and nothing would tell one from the other", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": [{"type": "record", "name": "P", "fields": []}, «"P"»]}]}""")]
    public void FINK008_a_union_cannot_be_represented(string reason, string schema) =>
        Marked.Verify("FINK008", "The union cannot be represented: " + reason, schema);

    [Theory]
    [InlineData("2nd")]
    [InlineData("My.Alert")]
    [InlineData("class")]
    [InlineData("a b")]
    public void FINK009_the_record_name_is_not_valid(string name) => Marked.Verify(
        "FINK009",
        $"RecordName=\"{name}\" of this FinkSchema item is not valid: it is the name of a C# type, without namespace",
        """{"type": "record", "name": "«R»", "fields": []}""",
        new SchemaItem("", "") { RecordName = name });

    [Theory]
    [InlineData("My..Alerts")]
    [InlineData("1.2")]
    [InlineData("My Alerts")]
    public void FINK009_the_namespace_is_not_valid(string name) => Marked.Verify(
        "FINK009",
        $"Namespace=\"{name}\" of this FinkSchema item is not valid: it is a C# namespace, with dots between its parts",
        """{"type": "record", "name": "«R»", "fields": []}""",
        new SchemaItem("", "") { Namespace = name });

    [Fact]
    public void FINK009_the_access_is_not_valid() => Marked.Verify(
        "FINK009",
        "Access=\"private\" of this FinkSchema item is not valid: it is 'public' or 'internal'",
        """{"type": "record", "name": "«R»", "fields": []}""",
        new SchemaItem("", "") { Access = "private" });

    [Theory]
    [InlineData("«»")]
    [InlineData("«» \n\t ")]
    public void FINK010_the_file_is_empty(string text) => Marked.Verify("FINK010", "The schema file is empty", text);

    [Fact]
    public void FINK010_the_file_cannot_be_read()
    {
        var diagnostic = Assert.Single(Generation.Run(new SchemaItem("gone.avsc", null)).Diagnostics);
        Assert.Equal("FINK010", diagnostic.Id);
        Assert.Equal("The schema file cannot be read", diagnostic.GetMessage(null));
        Assert.Equal("gone.avsc", diagnostic.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("string", "«\"string\"»")]
    [InlineData("a union", """«["null", {"type": "record", "name": "R", "fields": []}]»""")]
    [InlineData("an array", """«{"type": "array", "items": "int"}»""")]
    [InlineData("the enum 'E'", """«{"type": "enum", "name": "E", "symbols": ["a"]}»""")]
    public void FINK011_the_root_is_no_record(string what, string schema) =>
        Marked.Verify("FINK011", "The schema of an alert is a record; this is " + what, schema);

    [Theory]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "int", "default": «"1"»}]}""", "x")]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "int", "default": «4294967296»}]}""", "x")]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "float", "default": «1e39»}]}""", "x")]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "string", "default": «null»}]}""", "x")]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "fixed", "name": "F", "size": 2}, "default": «"a"»}]}""", "x")]
    [InlineData("it does not fit the type", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "record", "name": "P", "fields": [{"name": "y", "type": "int"}]}, "default": «{}»}]}""", "x")]
    [InlineData("it is none of the symbols", """{"type": "record", "name": "R", "fields": [{"name": "x", "type": {"type": "enum", "name": "E", "symbols": ["a"], "default": «"b"»}}]}""", "E")]
    public void FINK013_a_default_does_not_fit(string reason, string schema, string what) =>
        Marked.Verify("FINK013", $"The default of '{what}' is ignored: {reason}", schema);

    [Fact]
    public void Several_faults_are_told_at_once()
    {
        var result = Generation.Run("""{"type": "record", "name": "R", "fields": [{"name": "x", "type": "A"}, {"name": "y", "type": []}, {"name": "z"}]}""");
        Assert.Equal(["FINK003", "FINK008", "FINK002"], result.Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void Lines_are_counted_whatever_ends_them() => Marked.Verify(
        "FINK003",
        "The type 'P' is neither one of Avro's nor defined in a schema file of this project",
        "{\"type\": \"record\",\r\n\"name\": \"R\",\r\"fields\": [\n\n{\"name\": \"x\", \"type\": \"«P»\"}]}");
}
