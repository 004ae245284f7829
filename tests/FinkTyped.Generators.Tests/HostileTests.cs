using System.Diagnostics;

namespace FinkTyped.Generators.Tests;

/// <summary>Schemas made to do harm: an editor runs the generator at every keystroke, and must survive them all.</summary>
public sealed class HostileTests
{
    private const string Limit = "The schema is nested too deeply: records, arrays, maps and unions more than 64 levels deep";

    [Theory]
    [InlineData("[")]
    [InlineData("{\"type\":")]
    [InlineData("{\"a\":[")]
    public void JSON_nested_without_end_is_refused(string level)
    {
        var diagnostic = Assert.Single(Generation.Run(string.Concat(Enumerable.Repeat(level, 1_000_000))).Diagnostics);
        Assert.Equal("FINK012", diagnostic.Id);
        Assert.Equal("The schema is nested too deeply: nested more than 512 levels deep", diagnostic.GetMessage(null));
    }

    [Fact]
    public void Types_nested_too_deeply_are_refused() => Marked.Verify("FINK012", Limit, Root(Nested("array", "items", 64, "«\"array\"»")));

    [Fact]
    public void Types_nested_as_deeply_as_allowed_compile() => Generation.Build(Root(Nested("map", "values", 63, "\"map\"")));

    [Fact]
    public void Objects_around_a_type_are_no_harm() =>
        Generation.Build(Root(string.Concat(Enumerable.Repeat("{\"type\":", 400)) + "\"int\"" + new string('}', 400)));

    // Each level refers to the one before twice: the number of paths doubles, the number of types grows by one.
    [Fact]
    public void References_that_double_are_followed_once()
    {
        var fields = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var type = i == 0 ? "\"int\", \"default\": 1" : $"\"T{i - 1}\", \"default\": {{}}";
            fields.Add($$$"""
                {"name": "f{{{i}}}", "type": {"type": "record", "name": "T{{{i}}}", "fields": [
                {"name": "a", "type": {{{type}}} }, {"name": "b", "type": {{{type}}} }] } }
                """);
        }

        var schema = $$"""{"type": "record", "name": "R", "fields": [{{string.Join(',', fields)}}]}""";
        AssertQuick(schema);
        // Defaults are shared: making the last one makes sixty records, not two to the power of sixty.
        Assert.NotNull(Activator.CreateInstance(Generation.Build(schema).GetType("Sample.T59", throwOnError: true)!));
    }

    [Fact]
    public void A_thousand_names_that_collide_are_told_apart()
    {
        var fields = Enumerable.Range(1, 1000).Select(i => $$"""{"name": "{{new string('_', i)}}x", "type": "int"}""");
        AssertQuick($$"""{"type": "record", "name": "R", "fields": [{{string.Join(',', fields)}}]}""");
    }

    [Fact]
    public void A_record_that_is_its_own_default_needs_the_value() => Generation.Build(
        """{"type": "record", "name": "R", "fields": [{"name": "self", "type": "R", "default": {}}]}""");

    [Fact]
    public void Docs_cannot_break_out_of_their_comment() => Generation.Build(
        """
        {"type": "record", "name": "R", "doc": "</summary> & <b>\u2028class Evil;\u0085\r\nint x; */ \u0000\uffff \ud83d\ude00", "fields": [
          {"name": "x", "type": "int", "doc": "\n\n  \n"}, {"name": "y", "type": "int", "doc": 5}
        ]}
        """);

    [Fact]
    public void Texts_cannot_break_out_of_their_literal() => Generation.Build(
        """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "string", "default": "\"\"\"\"; { \\ \u2028 \u0000"}]}""");

    [Fact]
    public void A_record_of_thousands_of_fields_compiles()
    {
        var fields = Enumerable.Range(0, 3000).Select(i => $$"""{"name": "f{{i}}", "type": ["null", "double"]}""");
        Generation.Build($$"""{"type": "record", "name": "R", "fields": [{{string.Join(',', fields)}}]}""");
    }

    private static void AssertQuick(string schema)
    {
        var start = Stopwatch.GetTimestamp();
        Generation.Run(schema);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), $"took {Stopwatch.GetElapsedTime(start)}");
    }

    private static string Root(string type) => """{"type": "record", "name": "R", "fields": [{"name": "x", "type": """ + type + "}]}";

    private static string Nested(string type, string key, int levels, string innermost) =>
        string.Concat(Enumerable.Repeat($$"""{"type": "{{type}}", "{{key}}": """, levels - 1))
        + $$"""{"type": {{innermost}}, "{{key}}": "int"}""" + new string('}', levels - 1);
}
