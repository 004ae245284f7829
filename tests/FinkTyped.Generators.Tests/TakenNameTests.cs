using System.Reflection;
using FinkTyped.Generators.Naming;

namespace FinkTyped.Generators.Tests;

/// <summary>Types that a schema calls as what generated types have of their own.</summary>
public sealed class TakenNameTests
{
    [Fact]
    public void Types_called_as_a_member_compile_under_another_name()
    {
        var names = MemberNames.Taken.SelectMany(n => new[] { n, n.ToLowerInvariant(), n.ToUpperInvariant(), char.ToLowerInvariant(n[0]) + n[1..] }).Distinct()
            .Where(n => n != "null").ToList();
        Assert.True(names.Count > 80);
        foreach (var (kind, rest) in new[] { ("record", "\"fields\": [{\"name\": \"x\", \"type\": \"int\"}]"), ("enum", "\"symbols\": [\"a\"]"), ("fixed", "\"size\": 3") })
        {
            // One file each, since names differ in case only.
            var items = names.Select((name, i) => new SchemaItem(kind + i + ".avsc", Uses(name, kind, rest)) { Namespace = $"N{kind}{i}" }).ToArray();
            Generation.Build(items);
            var result = Generation.Run(items);
            var told = result.Diagnostics.Where(d => d.Id == "FINK007" && d.GetMessage(null).EndsWith("is a member of every record", StringComparison.Ordinal))
                .Select(d => d.Location.GetLineSpan().Path).ToHashSet();
            Assert.Equal(names.Select((name, i) => (Path: items[i].Path, name)).Where(n => MemberNames.IsTaken(n.name, kind == "fixed")).Select(n => n.Path).ToHashSet(), told);
        }
    }

    [Fact]
    public void Every_member_of_a_generated_type_is_known()
    {
        var assembly = Generation.Build(Samples.All.Select(s => new SchemaItem(s.Key + ".avsc", s.Value) { Namespace = "A." + s.Key }));
        foreach (var type in assembly.GetTypes().Where(t => t.IsPublic && !t.IsEnum))
        {
            var isRecord = type.GetInterfaces().Any(i => i.Name == typeof(IAvroRecord<>).Name);
            var isFixed = type.GetMethod("AsSpan") is not null && !isRecord;
            if (!isRecord && !isFixed) continue;
            var fields = isRecord ? type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => p.Name).ToHashSet() : [];
            var own = type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Select(m => m.Name.Split('`')[0]).Where(n => char.IsLetter(n[0]) && !n.Contains('.', StringComparison.Ordinal) && !n.Contains('_', StringComparison.Ordinal) && !fields.Contains(n));
            Assert.All(own, name => Assert.True(MemberNames.IsTaken(name, isFixed), $"{type}.{name} is not among the names that are taken"));
        }
    }

    [Fact]
    public void A_branch_called_as_no_value_compiles() => Generation.Build("""
        {"type": "record", "name": "R", "fields": [
          {"name": "a", "type": [{"type": "record", "name": "None", "fields": []}, "int"]},
          {"name": "b", "type": ["null", {"type": "record", "name": "null_", "fields": []}, "None", {"type": "enum", "name": "Int", "symbols": ["x"]}, "int"]},
          {"name": "c", "type": [{"type": "record", "name": "Array", "fields": []}, {"type": "array", "items": "int"}, {"type": "record", "name": "Kind", "fields": []}]}
        ]}
        """);

    [Theory]
    [InlineData("words_array", "\"int\"")]
    [InlineData("words_array_item", "\"int\"")]
    [InlineData("words_item", "\"int\"")]
    [InlineData("words_view", "\"int\"")]
    [InlineData("value_kind", """["null", "int", "string"]""")]
    [InlineData("more", """{"type": "record", "name": "words", "fields": []}""")]
    [InlineData("more", """{"type": "record", "name": "part", "namespace": "elsewhere", "fields": []}""")]
    [InlineData("part", """{"type": "array", "items": {"type": "record", "name": "defaults", "fields": []}}""")]
    [InlineData("schema_value", "\"int\"")]
    [InlineData("psf__flux", "\"int\"")]
    public void A_field_that_is_added_renames_nothing(string name, string type)
    {
        const string Fields = """
            {"name": "words", "type": {"type": "array", "items": {"type": "array", "items": {"type": "array", "items": ["null", "string"]}}}},
            {"name": "tags", "type": {"type": "map", "values": {"type": "map", "values": "bytes"}}},
            {"name": "value", "type": ["null", "long", "string"]},
            {"name": "psfFlux", "type": "float"}, {"name": "psf_flux", "type": "float"}, {"name": "schema", "type": "int"},
            {"name": "history", "type": {"type": "record", "name": "part", "fields": [{"name": "x", "type": "int"}]}},
            {"name": "lc", "type": {"type": "record", "name": "R", "namespace": "spark", "fields": [{"name": "y", "type": "int"}]}}
            """;
        var before = Names(Generation.Build($$"""{"type": "record", "name": "R", "fields": [{{Fields}}]}"""));
        var after = Names(Generation.Build($$"""{"type": "record", "name": "R", "fields": [{{Fields}}, {"name": "{{name}}", "type": {{type}}}]}"""));
        Assert.Empty(before.Except(after));
    }

    // Every public type, nested ones too, and every property with its type.
    private static HashSet<string> Names(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes().Select(t => t.FullName!),
        .. assembly.GetExportedTypes().SelectMany(t => t.GetProperties()).Select(p => $"{p.DeclaringType}.{p.Name}: {p.PropertyType}"),
    ];

    private static string Uses(string name, string kind, string rest) => $$$"""
        {"type": "record", "name": "Root", "fields": [
          {"name": "a", "type": {"type": "{{{kind}}}", "name": "{{{name}}}", {{{rest}}} } },
          {"name": "b", "type": ["null", "int", "{{{name}}}"]},
          {"name": "c", "type": {"type": "array", "items": "{{{name}}}"}}
        ]}
        """;
}
