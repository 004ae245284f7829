namespace FinkTyped.Tests;

/// <summary>Defaults of fields, and the value that each is, for the library and for the generator. Both test projects run the table.</summary>
/// <param name="Type">The type of the field, as JSON.</param>
/// <param name="Default">The default as it is written.</param>
/// <param name="Value">The value that a field has which the writer lacks, as JSON in Fink's conventions; null where the default does not fit.</param>
internal sealed record DefaultCase(string Type, string Default, string? Value)
{
    private const string Array = """{"type":"array","items":"int"}""";
    private const string Map = """{"type":"map","values":["null","float"]}""";
    private const string Symbols = """{"type":"enum","name":"E","symbols":["a","b"]}""";
    private const string Fixed = """{"type":"fixed","name":"F","size":2}""";
    private const string Part = """{"type":"record","name":"P","fields":[{"name":"x","type":"int"},{"name":"y","type":"float","default":1.5}]}""";

    /// <summary>Every case.</summary>
    public static IReadOnlyList<DefaultCase> All { get; } =
    [
        .. Of("\"int\"", ("0", "0"), ("-0", "0"), ("3.0", "3"), ("1e3", "1000"), ("2147483647.0", "2147483647"), ("2.147483647E9", "2147483647"), ("-2147483648", "-2147483648"), ("3.5", null), ("2147483648", null), ("\"3\"", null), ("true", null), ("null", null), ("NaN", null)),
        .. Of("\"long\"", ("3.0", "3"), ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"), ("1E18", "1000000000000000000"), ("4611686018427387905.0", "4611686018427387905"), ("123456789012345678e1", "1234567890123456780"), ("9223372036854775808", null), ("1e30", null), ("0.5", null)),
        .. Of("\"float\"", ("3.4028235E38", "3.4028235E+38"), ("-3.4028235e+38", "-3.4028235E+38"), ("1.17549435E-38", "1.1754944E-38"), ("1e-46", "0"), ("0.1", "0.1"), ("-0.0", "-0"), ("16777217", "16777216"), ("1e0", "1"), ("1e39", null), ("3.5E38", null), ("-1e39", null), ("1e400", null)),
        .. Of("\"float\"", ("NaN", "\"NaN\""), ("\"NaN\"", "\"NaN\""), ("Infinity", "\"Infinity\""), ("\"-Infinity\"", "\"-Infinity\""), ("\"nan\"", null), ("\"inf\"", null), ("\"1\"", null)),
        .. Of("\"double\"", ("1.7976931348623157E308", "1.7976931348623157E+308"), ("4.9E-324", "5E-324"), ("1e-400", "0"), ("-0.0", "-0"), ("0.1", "0.1"), ("9007199254740993", "9007199254740992"), ("3.4028235E38", "3.4028235E+38"), ("1e39", "1E+39"), ("1e400", null), ("-1e400", null)),
        .. Of("\"double\"", ("-Infinity", "\"-Infinity\""), ("NaN", "\"NaN\""), ("\"NaN\"", "\"NaN\""), ("\"Infinity\"", "\"Infinity\""), ("\"+Infinity\"", null)),
        .. Of("\"boolean\"", ("true", "true"), ("false", "false"), ("0", null), ("\"true\"", null)),
        .. Of("\"string\"", ("\"\"", "\"\""), ("\"\\u0000 \\ud83d\\ude00 \\\"\"", "\"\\u0000 \uD83D\uDE00 \\\"\""), ("null", null), ("7", null), ("NaN", "\"NaN\"")),
        .. Of("\"bytes\"", ("\"\"", Bytes(0, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")), ("\"\\u00ff\\u0000\"", Bytes(2, "EA5DBF9596D187E9500F23E9A680109475341CF4E81F7E043F7D97152C10772F")), ("\"\\u0100\"", null)),
        .. Of(Fixed, ("\"\\u00ff\\u0000\"", Bytes(2, "EA5DBF9596D187E9500F23E9A680109475341CF4E81F7E043F7D97152C10772F")), ("\"a\"", null)),
        .. Of("[\"null\",\"double\"]", ("null", "null"), ("3", "3"), ("\"NaN\"", "\"NaN\""), ("NaN", "\"NaN\""), ("\"x\"", null)),
        .. Of("[\"float\",\"null\"]", ("null", "null"), ("3.4028235E38", "3.4028235E+38"), ("1e39", null)),
        .. Of(Array, ("[]", "[]"), ("[1,2.0,3e0]", "[1,2,3]"), ("[1.5]", null), ("{}", null)),
        .. Of(Map, ("{}", "{}"), ("{\"a\":null,\"b\":1e3}", "{\"a\":null,\"b\":1000}"), ("{\"a\":\"b\"}", null)),
        .. Of(Symbols, ("\"b\"", "\"b\""), ("\"c\"", null), ("1", null)),
        .. Of(Part, ("{\"x\":1}", "{\"x\":1,\"y\":1.5}"), ("{\"y\":NaN,\"x\":3.0}", "{\"x\":3,\"y\":\"NaN\"}"), ("{}", null), ("{\"x\":\"1\"}", null)),
    ];

    /// <summary>The schema of a record with that field.</summary>
    public string Schema => $$"""{"type":"record","name":"R","fields":[{"name":"f","type":{{Type}},"default":{{Default}}}]}""";

    private static IEnumerable<DefaultCase> Of(string type, params (string Default, string? Value)[] cases) => cases.Select(c => new DefaultCase(type, c.Default, c.Value));

    private static string Bytes(int length, string hash) => $$"""{"$bytes":{{length}},"sha256":"{{hash}}"}""";
}
