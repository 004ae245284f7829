namespace FinkTyped.Cli.Alerts;

/// <summary>The encoded alerts of files and folders, or of standard input.</summary>
/// <param name="paths">The paths, <c>-</c> for standard input.</param>
/// <param name="writer">The schema of raw datums; null for container files, which carry theirs.</param>
internal sealed class DatumSource(IReadOnlyList<string> paths, AvroSchema? writer)
{
    private const string StandardInput = "-";

    public IReadOnlyList<string> Paths { get; } = paths;

    /// <summary>Whether an exception is about the file rather than about the program.</summary>
    public static bool IsFault(Exception e) =>
        e is CommandException or AvroException || (e is IOException or UnauthorizedAccessException && e is not Terminal.BrokenPipeException);

    /// <summary>Whether a file that starts so is a container, maybe packed.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> start) => start.StartsWith("Obj\x01"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>The alerts of one path, with an exception that names the file where something is wrong.</summary>
    public IEnumerable<AlertDatum> Open(string path) => writer is null ? Containers(path) : [Raw(path, writer)];

    private static IEnumerable<AlertDatum> Containers(string path)
    {
        if (path == StandardInput)
        {
            using var reader = AlertFileReader.Open(Console.OpenStandardInput(), "standard input");
            while (reader.TryRead(out var datum)) yield return datum;
            yield break;
        }

        var files = AlertFile.Find(path);
        if (files.Count == 0) throw new CommandException($"{path}: no .avro or .avro.gz file in this folder.");
        if (LooksRaw(path))
        {
            throw new CommandException(
                $"{path}: not an Avro container file. If it holds one raw datum, as a Kafka message does, give the schema it was written with: --schema W.avsc");
        }

        foreach (var datum in AlertFile.ReadDatums(path)) yield return datum;
    }

    private static AlertDatum Raw(string path, AvroSchema writer)
    {
        if (path != StandardInput) return new AlertDatum(writer, File.ReadAllBytes(path), path, 0);
        using var bytes = new MemoryStream();
        using var input = Console.OpenStandardInput();
        input.CopyTo(bytes);
        return new AlertDatum(writer, bytes.ToArray(), "standard input", 0);
    }

    private static bool LooksRaw(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return count > 0 && !IsContainer(start);
    }
}
