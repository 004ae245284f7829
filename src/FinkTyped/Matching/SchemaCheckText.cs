using System.Globalization;
using System.Text;

namespace FinkTyped;

/// <summary>Says in plain words what a <see cref="SchemaCheck"/> found: the answer, then the fields by what becomes of them.</summary>
internal static class SchemaCheckText
{
    // What somebody may have to act on comes first, what loses nothing last.
    private static readonly (ResolutionDifferenceKind Kind, string Title)[] Kinds =
    [
        (ResolutionDifferenceKind.Unresolvable, "null, since what is sent cannot be read"),
        (ResolutionDifferenceKind.MayFail, "may hold a value that does not fit; an alert with one is an error"),
        (ResolutionDifferenceKind.UnknownSymbols, "may hold a symbol that was not compiled"),
        (ResolutionDifferenceKind.Missing, "compiled but not sent; you get null or the default"),
        (ResolutionDifferenceKind.Skipped, "sent but not compiled; passed over"),
        (ResolutionDifferenceKind.Promoted, "of another type, which is converted"),
        (ResolutionDifferenceKind.Renamed, "of another name; nothing is lost"),
        (ResolutionDifferenceKind.Moved, "at another place; nothing is lost"),
        (ResolutionDifferenceKind.Widened, "sent as never null, and compiled as maybe null; nothing is lost"),
    ];

    /// <summary>The text.</summary>
    /// <param name="check">What was found.</param>
    /// <param name="writer">What to call the schema that is sent.</param>
    /// <param name="compiled">What to call the one that was compiled.</param>
    public static string Of(SchemaCheck check, string writer, string compiled)
    {
        var differences = check.Report.Differences;
        var text = new StringBuilder(check.Fit switch
        {
            SchemaFit.Identical => $"{writer} fits {compiled} exactly: the bytes are laid out as compiled.",
            SchemaFit.Fails => $"{writer} does not fit {compiled}: no alert can be read.",
            _ when differences.Any(d => d.Kind == ResolutionDifferenceKind.MayFail) => $"{writer} fits {compiled}, but an alert may hold values that do not.",
            _ => $"{writer} fits {compiled}: every alert can be read.",
        });
        Append(text, "cannot be read", [.. check.Problems.Select(Describe)]);
        foreach (var (kind, title) in Kinds) Append(text, title, [.. differences.Where(d => d.Kind == kind).Select(Describe)]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, string[] fields)
    {
        if (fields.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n\n{fields.Length} field{(fields.Length == 1 ? "" : "s")} {title}:");
        foreach (var line in fields) text.Append("\n  ").Append(line);
    }

    private static string Describe(ResolutionProblem problem) => (problem.WriterType, problem.ReaderType) switch
    {
        (null, var compiled) => $"{SchemaPath.Show(problem.Path)}: compiled as {compiled}, not sent, and has no default",
        (var sent, null) => $"{SchemaPath.Show(problem.Path)}: sent as {sent}; {problem.Reason}",
        var (sent, compiled) => $"{SchemaPath.Show(problem.Path)}: sent as {sent}, compiled as {compiled}",
    };

    private static string Describe(ResolutionDifference difference)
    {
        var path = SchemaPath.Show(difference.Path);
        return difference.Kind switch
        {
            ResolutionDifferenceKind.Missing => $"{path} ({difference.ReaderType}){Given(difference)}{Meant(difference)}",
            ResolutionDifferenceKind.Skipped => $"{path} ({difference.WriterType})",
            ResolutionDifferenceKind.Moved or ResolutionDifferenceKind.Renamed or ResolutionDifferenceKind.UnknownSymbols => $"{path}: {difference.Detail}",
            ResolutionDifferenceKind.Widened => path,
            ResolutionDifferenceKind.MayFail => $"{path}: sent as {difference.WriterType}, compiled as {difference.ReaderType}",
            _ => $"{path}: {difference.WriterType} to {difference.ReaderType}",
        };
    }

    private static string Given(ResolutionDifference missing) => missing.Detail is null or "it gets null" ? "" : $": {missing.Detail}";

    private static string Meant(ResolutionDifference missing) => missing.Similar is null ? "" : $"; was {missing.Similar} meant?";
}
