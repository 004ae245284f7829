namespace FinkTyped.Generators.Tests;

/// <summary>
/// The generator writes a schema's default as the first value of a property; the library takes it for a field that a writer lacks. Both must be the
/// same value, however the number is written.
/// </summary>
public sealed class DefaultAgreementTests
{
    private static readonly (string Type, string[] Defaults)[] Cases =
    [
        ("int", ["0", "-0", "3.0", "1e3", "-2147483648", "2147483647.0", "2.147483647E9", "0.0"]),
        ("long", ["3.0", "9223372036854775807", "-9223372036854775808", "1E18", "4611686018427387905.0", "123456789012345678e1"]),
        ("float", ["3.4028235E38", "-3.4028235e+38", "1.17549435E-38", "1e-46", "0.1", "-0.0", "16777217", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "1e0"]),
        ("double", ["1.7976931348623157E308", "4.9E-324", "1e-400", "-0.0", "0.1", "9007199254740993", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""]),
        ("boolean", ["true", "false"]),
        ("string", ["\"\"", "\"\\u0000 \\ud83d\\ude00 \\\"\""]),
        ("bytes", ["\"\"", "\"\\u00ff\\u0000\""]),
        ("[\"null\", \"double\"]", ["null", "3", "\"NaN\""]),
        ("[\"float\", \"null\"]", ["null", "3.4028235E38"]),
        ("{\"type\": \"array\", \"items\": \"int\"}", ["[]", "[1, 2.0, 3e0]"]),
        ("{\"type\": \"map\", \"values\": [\"null\", \"float\"]}", ["{}", "{\"a\": null, \"b\": 1e3}"]),
    ];

    [Fact]
    public void Generator_and_library_take_the_same_defaults()
    {
        var fields = Cases.SelectMany(c => c.Defaults.Select(d => (c.Type, Default: d)))
            .Select((field, i) => $$"""{"name": "f{{i}}", "type": {{Quoted(field.Type)}}, "default": {{field.Default}} }""").ToList();
        var assembly = Generation.Build($$"""{"type": "record", "name": "R", "fields": [{{string.Join(",\n", fields)}}]}""");
        var type = assembly.GetType("Sample.R", throwOnError: true)!;
        var probe = new RecordProbe(type);
        var nothing = AvroSchema.Parse("""{"type": "record", "name": "R", "fields": []}""");
        var taken = probe.Decode(nothing, SchemaResolution.Default, []);
        var written = Activator.CreateInstance(type)!;
        for (var i = 0; i < fields.Count; i++)
        {
            var property = type.GetProperty($"F{i}")!;
            Assert.Equal((fields[i], Comparable(property.GetValue(taken))), (fields[i], Comparable(property.GetValue(written))));
        }

        // Zero and its negative are equal to C#, and differ on the wire.
        Assert.Equal(probe.Write(taken), probe.Write(written));
    }

    [Theory]
    [InlineData("int", "3.5")]
    [InlineData("int", "2147483648")]
    [InlineData("int", "\"3\"")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("long", "1e30")]
    [InlineData("float", "\"nan\"")]
    [InlineData("float", "3.5E38")]
    [InlineData("double", "1e400")]
    [InlineData("bytes", "\"\\u0100\"")]
    public void A_default_that_does_not_fit_is_ignored(string type, string value) => Assert.Equal(
        "FINK013", Assert.Single(Generation.Run($$"""{"type": "record", "name": "R", "fields": [{"name": "x", "type": "{{type}}", "default": {{value}} }]}""").Diagnostics).Id);

    private static object? Comparable(object? value) => value is ReadOnlyMemory<byte> bytes ? Convert.ToHexString(bytes.Span) : value;

    private static string Quoted(string type) => type[0] is '[' or '{' ? type : "\"" + type + "\"";
}
