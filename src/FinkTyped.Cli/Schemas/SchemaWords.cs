using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Schemas;

/// <summary>Says in words how two schemas differ and what reading one as the other does.</summary>
internal static class SchemaWords
{
    private static readonly SchemaResolution NullWhereUnresolvable = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

    /// <summary>Says whether alerts of one schema can be read as another, and what happens to each field that differs.</summary>
    /// <returns>Whether they can.</returns>
    public static bool Check(CliConsole console, FoundSchema writer, FoundSchema reader)
    {
        var output = console.ResultWriter;
        var check = SchemaCheck.Of(writer.Schema, reader.Schema);
        output.WriteLine(check.ToString(writer.Source, reader.Source));
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
}
