using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Alerts;

/// <summary>Schemas by name or by file.</summary>
internal static class SchemaFiles
{
    /// <summary>The compiled schema of a survey, or that of a file; null for null.</summary>
    public static AvroSchema? Reader(string? name) => name switch
    {
        "ztf" => ZtfAlert.Schema,
        "lsst" => LsstAlert.Schema,
        "rubin" => Rubin.RubinAlert.Schema,
        _ => Read(name),
    };

    /// <summary>The schema of a survey with its documentation; null where the name is no survey's.</summary>
    public static AvroSchema? Documented(string name)
    {
        using var resource = typeof(SchemaFiles).Assembly.GetManifestResourceStream(name + ".avsc");
        if (resource is null) return null;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return AvroSchema.Parse(bytes.ToArray());
    }

    /// <summary>The schema of a file; null for null.</summary>
    public static AvroSchema? Read(string? path)
    {
        if (path is null) return null;
        try
        {
            return AvroSchema.Parse(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException e)
        {
            throw new CommandException($"{path}: there is no such schema file.", e);
        }
        catch (AvroException e)
        {
            throw new CommandException($"{path}: {e.Message}", e);
        }
    }
}
