using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Servers;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Schemas;

/// <summary>Finds a schema by what a user calls it: a survey's name, a schema file, an alert file, or a topic.</summary>
internal sealed class SchemaLocator(ServerOptions server)
{
    /// <summary>What the arguments of the schema commands can be.</summary>
    public const string Sources = "ztf or lsst (as compiled), a schema file, an alert file, or a topic (with --survey or --bootstrap)";

    /// <summary>The schema and its JSON as it stands there.</summary>
    public async Task<FoundSchema> FindAsync(ParseResult line, string source, CancellationToken stop)
    {
        if (source is "ztf" or "lsst") return new FoundSchema($"the compiled {source} schema", SchemaFiles.Reader(source)!);
        if (File.Exists(source)) return IsAlertFile(source) ? FromAlerts(source) : new FoundSchema(source, SchemaFiles.Read(source)!, await File.ReadAllBytesAsync(source, stop).ConfigureAwait(false));
        if (source.Contains(Path.DirectorySeparatorChar) || Path.HasExtension(source)) throw new CommandException($"{source}: there is no such file.");
        return await FromTopicAsync(line, source, stop).ConfigureAwait(false);
    }

    /// <summary>The schema of a topic's newest alerts.</summary>
    public async Task<FoundSchema> FromTopicAsync(ParseResult line, string topic, CancellationToken stop)
    {
        await using var connection = new AlertServer(server.Read(line));
        var found = await connection.ReadSchemaAsync(topic, stop).ConfigureAwait(false)
            ?? throw new CommandException($"{topic}: the topic is empty, so nothing tells its schema yet.");
        return new FoundSchema(topic, found.Schema, found.Json);
    }

    private static FoundSchema FromAlerts(string path)
    {
        using var reader = AlertFileReader.Open(path);
        return new FoundSchema(path, reader.WriterSchema, reader.SchemaJson.ToArray());
    }

    private static bool IsAlertFile(string path) =>
        path.EndsWith(".avro", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A schema and where it is from.</summary>
/// <param name="Source">What to call its origin.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Json">Its text there; empty where it has none.</param>
internal sealed record FoundSchema(string Source, AvroSchema Schema, ReadOnlyMemory<byte> Json = default);
