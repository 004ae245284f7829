using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Schemas;

/// <summary>Says in words how two schemas differ and what reading one as the other does.</summary>
internal static class SchemaWords
{
    /// <summary>Says whether alerts of one schema can be read as another, and what happens to each field that differs.</summary>
    /// <returns>Whether they can.</returns>
    public static bool Check(CliConsole console, FoundSchema writer, FoundSchema reader)
    {
        var output = console.ResultWriter;
        ResolutionReport report;
        try
        {
            report = ResolutionReport.Of(writer.Schema, reader.Schema);
        }
        catch (SchemaResolutionException e)
        {
            output.WriteLine($"{writer.Source} does not fit {reader.Source}: no alert can be read.");
            foreach (var problem in e.Problems) output.WriteLine($"  {problem}");
            output.WriteLine("Pull the topic's schema, compile it, and change what uses these fields.");
            return false;
        }

        var mayFail = report.Differences.Any(d => d.Kind == ResolutionDifferenceKind.MayFail);
        output.WriteLine(
            report.IsWireIdentical ? $"{writer.Source} fits {reader.Source}: the bytes are laid out as compiled."
            : mayFail ? $"{writer.Source} fits {reader.Source}, but an alert may hold values that do not."
            : $"{writer.Source} fits {reader.Source}: every alert can be read.");
        Section("lacks, and you get null or the default:", ResolutionDifferenceKind.Missing);
        Section("has beside what was compiled; it is skipped:", ResolutionDifferenceKind.Skipped);
        Section("has elsewhere; nothing is lost:", ResolutionDifferenceKind.Moved);
        Section("calls otherwise; nothing is lost:", ResolutionDifferenceKind.Renamed);
        Section("has in another type that converts:", ResolutionDifferenceKind.Promoted, ResolutionDifferenceKind.Widened);
        Section("may hold values that do not fit; such an alert is an error:", ResolutionDifferenceKind.MayFail, ResolutionDifferenceKind.UnknownSymbols);
        return true;

        void Section(string what, params ReadOnlySpan<ResolutionDifferenceKind> kinds)
        {
            var found = new List<ResolutionDifference>();
            foreach (var difference in report.Differences)
            {
                if (kinds.Contains(difference.Kind)) found.Add(difference);
            }

            if (found.Count == 0) return;
            output.WriteLine($"What {writer.Source} {what}");
            foreach (var difference in found) output.WriteLine($"  {difference}");
        }
    }

    /// <summary>Says field by field what one schema has that another has not.</summary>
    public static void Compare(CliConsole console, FoundSchema older, FoundSchema newer)
    {
        var output = console.ResultWriter;
        var (before, after) = (SchemaFields.Of(older.Schema), SchemaFields.Of(newer.Schema));
        var lines = new List<string>();
        foreach (var (path, type) in before)
        {
            if (!after.TryGetValue(path, out var now)) lines.Add($"- {path} ({type})");
            else if (now != type) lines.Add($"~ {path}: {type} becomes {now}");
        }

        foreach (var (path, type) in after)
        {
            if (!before.ContainsKey(path)) lines.Add($"+ {path} ({type})");
        }

        if (lines.Count > 0)
        {
            foreach (var line in lines) output.WriteLine(line);
        }
        else if (older.Schema.Equals(newer.Schema))
        {
            output.WriteLine("The same fields in the same order: the bytes are the same.");
        }
        else
        {
            output.WriteLine("The same fields in another order.");
        }
    }
}
