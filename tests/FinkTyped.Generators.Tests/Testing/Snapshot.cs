using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Tests;

/// <summary>
/// Compares what the generator makes with a committed file. To take over what it makes now, run the tests with the environment variable
/// <c>UPDATE_SNAPSHOTS=1</c> and look at the difference before committing.
/// </summary>
internal static class Snapshot
{
    public static void Verify(GeneratorRunResult result, string name, Func<string, bool> isMeant, [CallerFilePath] string testFile = "")
    {
        var text = new StringBuilder();
        foreach (var source in result.GeneratedSources.Where(s => isMeant(s.HintName)).OrderBy(s => s.HintName, StringComparer.Ordinal))
        {
            text.Append("//// ").Append(source.HintName).Append('\n').Append(source.SourceText).Append('\n');
        }

        foreach (var diagnostic in result.Diagnostics) text.Append("//// ").Append(Describe(diagnostic)).Append('\n');

        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name + ".verified.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, text.ToString());
        Assert.True(File.Exists(path), $"no snapshot {name}: run with UPDATE_SNAPSHOTS=1 to make it");
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var at = diagnostic.Location.GetLineSpan().StartLinePosition;
        return FormattableString.Invariant($"{diagnostic.Id} ({at.Line + 1},{at.Character + 1}): {diagnostic.GetMessage(null)}");
    }
}
