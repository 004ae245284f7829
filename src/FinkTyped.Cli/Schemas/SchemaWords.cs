using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Schemas;

/// <summary>Says in words how two schemas differ and what reading one as the other does.</summary>
internal static class SchemaWords
{
    private static readonly SchemaResolution NullWhereUnresolvable = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

    // What somebody may have to act on comes first, what loses nothing last.
    private static readonly ResolutionDifferenceKind[] Order =
    [
        ResolutionDifferenceKind.Unresolvable,
        ResolutionDifferenceKind.MayFail,
        ResolutionDifferenceKind.UnknownSymbols,
        ResolutionDifferenceKind.Missing,
        ResolutionDifferenceKind.Skipped,
        ResolutionDifferenceKind.Promoted,
        ResolutionDifferenceKind.Renamed,
        ResolutionDifferenceKind.Moved,
        ResolutionDifferenceKind.Widened,
    ];

    /// <summary>Says whether alerts of one schema can be read as another, and what happens to each field that differs.</summary>
    /// <returns>Whether they can.</returns>
    public static bool Check(CliConsole console, FoundSchema writer, FoundSchema reader)
    {
        var output = console.ResultWriter;
        var check = SchemaCheck.Of(writer.Schema, reader.Schema);
        output.WriteLine(check.Fit switch
        {
            SchemaFit.Identical => $"{writer.Source} fits {reader.Source} exactly: the bytes are laid out as compiled.",
            SchemaFit.Fails => $"{writer.Source} does not fit {reader.Source}: no alert can be read.",
            _ when check.Report.Differences.Any(d => d.Kind == ResolutionDifferenceKind.MayFail) =>
                $"{writer.Source} fits {reader.Source}, but an alert may hold values that do not.",
            _ => $"{writer.Source} fits {reader.Source}: every alert can be read.",
        });
        if (check.Problems.Count > 0) Section(output, "cannot be read", check.Problems.Select(Describe).ToList());
        foreach (var kind in Order)
        {
            if (check.Report.Differences.Where(d => d.Kind == kind).Select(Describe).ToList() is { Count: > 0 } fields) Section(output, Title(kind), fields);
        }

        if (check.Fit != SchemaFit.Fails) return true;

        output.WriteLine();
        if (SchemaCheck.Of(writer.Schema, reader.Schema, NullWhereUnresolvable).Fit != SchemaFit.Fails)
        {
            output.WriteLine(
                $"All of these may be null. {nameof(SchemaResolution)}.{nameof(SchemaResolution.UnresolvableNullableIsNull)} reads the rest, with null there;");
            output.WriteLine("`fink cat --as` does so.");
        }

        output.WriteLine($"To get at what is sent, compile its schema (`fink schema show {writer.Argument} --json` prints it), and change what uses these fields.");
        return false;
    }

    /// <summary>Says field by field what changes from one schema to another.</summary>
    public static void Compare(CliConsole console, FoundSchema older, FoundSchema newer)
    {
        var diff = SchemaDiff.Between(older.Schema, newer.Schema);
        console.ResultWriter.WriteLine(diff.Changes.Count == 0 ? "The same fields in the same order: the bytes are the same." : diff.ToString());
    }

    private static void Section(TextWriter output, string what, List<string> fields)
    {
        output.WriteLine();
        output.WriteLine($"{fields.Count} field{(fields.Count == 1 ? "" : "s")} {what}:");
        foreach (var line in fields) output.WriteLine($"  {line}");
    }

    private static string Title(ResolutionDifferenceKind kind) => kind switch
    {
        ResolutionDifferenceKind.MayFail => "may hold a value that does not fit; an alert with one is an error",
        ResolutionDifferenceKind.UnknownSymbols => "may hold a symbol that was not compiled",
        ResolutionDifferenceKind.Missing => "compiled but not sent; you get null or the default",
        ResolutionDifferenceKind.Skipped => "sent but not compiled; passed over",
        ResolutionDifferenceKind.Promoted => "of another type, which is converted",
        ResolutionDifferenceKind.Widened => "sent as never null, and compiled as maybe null; nothing is lost",
        ResolutionDifferenceKind.Renamed => "of another name; nothing is lost",
        ResolutionDifferenceKind.Moved => "at another place; nothing is lost",
        _ => "null, since what is sent cannot be read",
    };

    private static string Describe(ResolutionProblem problem) => (problem.WriterType, problem.ReaderType) switch
    {
        (null, var compiled) => $"{Name(problem.Path)}: compiled as {compiled}, not sent, and has no default",
        (var sent, null) => $"{Name(problem.Path)}: sent as {sent}; {problem.Reason}",
        var (sent, compiled) => $"{Name(problem.Path)}: sent as {sent}, compiled as {compiled}",
    };

    private static string Describe(ResolutionDifference difference)
    {
        var path = Name(difference.Path);
        return difference.Kind switch
        {
            ResolutionDifferenceKind.Missing when difference.Detail is "it gets null" => $"{path} ({difference.ReaderType})",
            ResolutionDifferenceKind.Missing => $"{path} ({difference.ReaderType}): {difference.Detail}",
            ResolutionDifferenceKind.Skipped => $"{path} ({difference.WriterType})",
            ResolutionDifferenceKind.Moved or ResolutionDifferenceKind.Renamed or ResolutionDifferenceKind.UnknownSymbols => $"{path}: {difference.Detail}",
            ResolutionDifferenceKind.Widened => path,
            ResolutionDifferenceKind.MayFail => $"{path}: sent as {difference.WriterType}, compiled as {difference.ReaderType}",
            _ => $"{path}: {difference.WriterType} to {difference.ReaderType}",
        };
    }

    private static string Name(string path) => path.Length == 0 ? "(the whole alert)" : path;
}
