using FinkTyped.Cli.Terminal;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Alerts;

/// <summary>Schemas by name or by file.</summary>
internal static class SchemaFiles
{
    /// <summary>The surveys whose schemas are compiled in.</summary>
    public static IReadOnlyList<string> Surveys { get; } = ["ztf", "lsst", "rubin"];

    /// <summary>The compiled schema of a survey, or that of a file; null for null.</summary>
    public static AvroSchema? Reader(string? name) => name switch
    {
        "ztf" => ZtfAlert.Schema,
        "lsst" => LsstAlert.Schema,
        "rubin" => Rubin.RubinAlert.Schema,
        _ => Read(name, isWriter: false),
    };

    /// <summary>Whether a schema is one of the compiled ones.</summary>
    public static bool IsStock(AvroSchema schema) =>
        ReferenceEquals(schema, ZtfAlert.Schema) || ReferenceEquals(schema, LsstAlert.Schema) || ReferenceEquals(schema, Rubin.RubinAlert.Schema);

    /// <summary>The schema of a survey with its documentation; null where the name is no survey's.</summary>
    public static AvroSchema? Documented(string name)
    {
        using var resource = typeof(SchemaFiles).Assembly.GetManifestResourceStream(name + ".avsc");
        if (resource is null) return null;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return AvroSchema.Parse(bytes.ToArray());
    }

    /// <summary>The schema of a file that data were written with; null for null.</summary>
    public static AvroSchema? Writer(string? path) => Read(path, isWriter: true);

    private static AvroSchema? Read(string? path, bool isWriter)
    {
        if (path is null) return null;
        try
        {
            var text = ReadText(path);
            return isWriter ? AvroSchema.ParseWriter(text) : AvroSchema.Parse(text);
        }
        catch (FileNotFoundException e)
        {
            throw new CommandException($"{path}: there is no such schema file.{(isWriter ? "" : Words.DidYouMean(path, Surveys))}", e);
        }
        catch (AvroException e)
        {
            throw new CommandException($"{path}: {e.Message}", e);
        }
    }

    // No more than can be a schema: a device has no end.
    private static byte[] ReadText(string path)
    {
        var most = AvroLimits.Default.MaxSchemaBytes;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            text.Write(buffer, 0, read);
            if (text.Length > most) throw new CommandException($"{path}: more than {most} bytes, so no schema.");
        }

        return text.ToArray();
    }
}
