using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>Every schema in a folder of the caller's choice: public ones from elsewhere, which are not part of the repository.</summary>
public sealed class SchemaFolderTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_schema_compiles_without_warning_or_is_refused_with_a_reason()
    {
        var folder = Environment.GetEnvironmentVariable("FINKTYPED_SCHEMAS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "runs for a folder: eng/schemas.sh FOLDER");
        var files = Directory.GetFiles(folder!, "*.avsc", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var broken = new List<string>();
        foreach (var file in files)
        {
            var outcome = Try([file], broken);
            // What refers to other files is one set of types with those beside it, or with all below a folder above it.
            for (var parent = Path.GetDirectoryName(file)!; outcome.StartsWith("FINK003", StringComparison.Ordinal); parent = Path.GetDirectoryName(parent)!)
            {
                var siblings = Directory.GetFiles(parent, "*.avsc", SearchOption.AllDirectories);
                if (siblings.Length > 400) break;
                if (siblings.Length > 1 && Try(siblings, broken, file) is var together && together.StartsWith("compiles", StringComparison.Ordinal)) outcome = "compiles, with files that it refers to";
                if (Path.GetFullPath(parent) == Path.GetFullPath(folder!)) break;
            }

            var kind = outcome.Split(':')[0];
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            if (!outcome.StartsWith("compiles", StringComparison.Ordinal)) output.WriteLine($"{Path.GetRelativePath(folder!, file)}: {outcome}");
        }

        foreach (var (what, count) in counts) output.WriteLine($"{count} {what}");
        Assert.NotEmpty(files);
        Assert.Empty(broken);
    }

    // What comes of files together; the first refusal of the one that matters.
    private static string Try(string[] files, List<string> broken, string? about = null)
    {
        about ??= files[0];
        var items = files.Select(file => new SchemaItem(file, File.ReadAllText(file)) { Namespace = files.Length == 1 ? "Sample" : null }).ToArray();
        Generation.Driver(items).RunGeneratorsAndUpdateCompilation(Generation.Compilation(), out var compilation, out var diagnostics);
        var refusal = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.GetLineSpan().Path == about).FirstOrDefault();
        if (refusal is not null) return $"{refusal.Id}: {refusal.GetMessage(null)}";
        if (!compilation.SyntaxTrees.Any(t => t.ToString().Contains(Path.GetFileName(about) + ": change the schema", StringComparison.Ordinal))) return "nothing is generated";
        var errors = compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        if (errors.Count > 0) broken.Add($"{about}: {errors[0]}");
        return diagnostics.Any(d => d.Severity == DiagnosticSeverity.Warning) ? "compiles, with a warning about a default" : "compiles";
    }
}
