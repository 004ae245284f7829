using FinkTyped.Tests;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>The generator's side of the tables that it shares with the library.</summary>
public sealed class SchemaCaseTests
{
    public static TheoryData<string> Cases => [.. SchemaCase.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_schema_is_compiled_or_refused_as_the_table_says(string what)
    {
        var row = SchemaCase.All[what];
        var told = Generation.Run(row.Text).Diagnostics;
        Assert.Equal(row.Told.Length == 0 ? [] : [row.Told], told.Select(d => d.Id).Distinct());
        var isCompiled = told.All(d => d.DefaultSeverity < DiagnosticSeverity.Error);
        // What library and generator do not agree on has its reason in the table.
        Assert.Equal(row.Why is null, row.IsRead == isCompiled);
        // The made-up project forgives no warning.
        if (told.Any(d => d.DefaultSeverity >= DiagnosticSeverity.Warning)) return;
        var compiled = new RecordProbe(Generation.Build(row.Text).GetType("Sample.R", throwOnError: true)!);
        Assert.Equal(AvroSchema.Parse(row.Text).CanonicalForm, compiled.Schema.CanonicalForm);
    }

    [Fact]
    public void A_default_is_what_the_table_says()
    {
        var rows = DefaultCase.All.Select((row, i) => (Row: row, Name: $"R{i}")).ToList();
        var items = rows.Select(r => new SchemaItem(
            $"{r.Name}.avsc", r.Row.Schema.Replace("\"name\":\"R\"", $"\"name\":\"{r.Name}\"", StringComparison.Ordinal))
        { Namespace = $"Of{r.Name}" }).ToArray();
        var told = Generation.Run(items).Diagnostics.ToLookup(d => d.Location.GetLineSpan().Path, d => d.Id);
        foreach (var (row, name) in rows) Assert.Equal((row.Schema, row.Value is null ? "FINK013" : ""), (row.Schema, string.Concat(told[$"{name}.avsc"])));

        var assembly = Generation.Build(items.Where(item => !told.Contains(item.Path)));
        foreach (var (row, name) in rows.Where(r => r.Row.Value is not null))
        {
            var type = assembly.GetType($"Of{name}.{name}", throwOnError: true)!;
            var probe = new RecordProbe(type);
            var json = AvroJson.ToString(probe.Schema, probe.Write(Activator.CreateInstance(type)!));
            Assert.Equal((row.Schema, row.Value!.ToUpperInvariant()), (row.Schema, json["{\"f\":".Length..^1].ToUpperInvariant()));
        }
    }
}
