using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Tests;

/// <summary>
/// What the pipeline keeps between runs. A symbol, a syntax node or a compilation would keep whole compilations alive and never be equal to
/// itself after an edit.
/// </summary>
public sealed class ModelGraphTests
{
    [Fact]
    public void Nothing_that_is_kept_leads_to_the_compiler()
    {
        var items = Samples.All.Select(s => new SchemaItem(s.Key + ".avsc", s.Value)).Append(new SchemaItem("bad.avsc", "{"));
        var result = Generation.Run([.. items]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (name, steps) in result.TrackedSteps.Where(s => typeof(Steps).GetFields().Any(f => f.Name == s.Key)))
        {
            foreach (var output in steps.SelectMany(s => s.Outputs)) Walk(output.Value, name, seen);
        }

        Assert.True(seen.Count > 100, $"only {seen.Count} objects were met");
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null) return;
        var type = value.GetType();
        // Two values of the compiler's own that say where something stands, and nothing else.
        if (type.IsPrimitive || type.IsEnum || value is string or TextSpan or LinePositionSpan) return;
        if (!type.IsValueType && !seen.Add(value)) return;
        Assert.False(
            value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SourceText or Location or Diagnostic or AdditionalText or Delegate,
            $"{path} holds a {type}");
        Assert.True(
            type.Assembly == typeof(SchemaGenerator).Assembly || type.IsArray || type.Namespace!.StartsWith("System", StringComparison.Ordinal),
            $"{path} holds a {type}");
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(item, path + "[]", seen);
            return;
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), path + "." + field.Name, seen);
        }
    }
}
