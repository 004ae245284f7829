using System.CommandLine;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Schemas;

/// <summary>Finds a schema by what a user calls it: a survey's name, a schema file, an alert file, or a topic.</summary>
internal sealed class SchemaLocator(ServerOptions server)
{
    /// <summary>What the arguments of the schema commands can be.</summary>
    public const string Sources = "ztf, lsst or rubin (as compiled), a schema file, an alert file, or a topic (with --survey or --bootstrap)";

    /// <summary>The schema, and what to call it.</summary>
    public async Task<FoundSchema> FindAsync(ParseResult line, string source, CancellationToken stop)
    {
        if (source.Length == 0) throw new UsageException($"which schema? Give {Sources}.");
        if (SchemaFiles.Surveys.Contains(source)) return new FoundSchema(source, $"the compiled {source} schema", SchemaFiles.Reader(source)!);
        if (File.Exists(source)) return new FoundSchema(source, Path.GetFileName(source), await FromFileAsync(source, stop).ConfigureAwait(false));
        if (Directory.Exists(source)) throw new CommandException($"{source}: this is a folder; give one of the files in it.");
        if (source.Contains(Path.DirectorySeparatorChar) || Path.GetExtension(source) is ".avsc" or ".avro" or ".gz" or ".json")
            throw new CommandException($"{source}: there is no such file.");
        if (!server.IsGiven(line))
        {
            throw new UsageException(
                $"{source}: there is no such file, and for a topic the server is missing.{Words.DidYouMean(source, SchemaFiles.Surveys)} Else give --survey ztf|lsst, or --bootstrap HOST:PORT.");
        }

        return await FromTopicAsync(line, source, stop).ConfigureAwait(false);
    }

    /// <summary>The schema of a topic's newest alerts.</summary>
    public async Task<FoundSchema> FromTopicAsync(ParseResult line, string topic, CancellationToken stop)
    {
        await using var connection = new AlertServer(server.Read(line));
        var found = await connection.ReadSchemaAsync(topic, stop).ConfigureAwait(false)
            ?? throw new CommandException($"{topic}: the topic is empty, so nothing tells its schema yet.");
        return new FoundSchema(topic, topic, found.Schema);
    }

    // By the first bytes, since alert files go by many names.
    private static async Task<AvroSchema> FromFileAsync(string path, CancellationToken stop)
    {
        var start = new byte[4];
        await using (var file = File.OpenRead(path)) await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
        if (!DatumSource.IsContainer(start)) return SchemaFiles.Writer(path)!;
        using var reader = AlertFileReader.Open(path);
        return reader.WriterSchema;
    }
}

/// <summary>A schema and where it is from.</summary>
/// <param name="Argument">What the user called it.</param>
/// <param name="Source">What to call it in a sentence.</param>
/// <param name="Schema">The schema.</param>
internal sealed record FoundSchema(string Argument, string Source, AvroSchema Schema);
