namespace FinkTyped.Kafka;

/// <summary>
/// What files of saved alerts are brought into before they get their places, where that is not Avro. Alerts are kept aside as they come; when a file is
/// full or old enough, it is written once in this format, brought to disk and placed. With the package <c>FinkTyped.Columns</c>:
/// <code>
/// new SavedFileFormat(".parquet", (alerts, file, metadata) =&gt; AlertParquet.WriteAsync(alerts, file, metadata: metadata))
/// </code>
/// </summary>
public sealed class SavedFileFormat
{
    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Makes a format.</summary>
    /// <param name="extension">What names of files end in, such as <c>.parquet</c>: a dot and lower-case letters or digits.</param>
    /// <param name="write">Writes a whole file.</param>
    /// <exception cref="ArgumentException">The extension is none.</exception>
    public SavedFileFormat(string extension, SavedFileWrite write)
    {
        ArgumentNullException.ThrowIfNull(extension);
        ArgumentNullException.ThrowIfNull(write);
        if (extension is not ['.', _, ..] || extension.AsSpan(1).ContainsAnyExcept(Allowed))
            throw new ArgumentException("An extension is a dot and lower-case letters or digits, such as .parquet.", nameof(extension));
        Extension = extension;
        Write = write;
    }

    /// <summary>What names of files end in, with the dot.</summary>
    public string Extension { get; }

    /// <summary>Writes a whole file.</summary>
    public SavedFileWrite Write { get; }
}

/// <summary>Writes alerts of one writer schema as one file. What is begun is finished: its alerts come again only where it fails.</summary>
/// <param name="alerts">The alerts, in the order of their offsets. Each is valid until the next is asked for.</param>
/// <param name="output">The file, empty and seekable; left open.</param>
/// <param name="metadata">
/// What the file should say of itself: <c>fink.topic</c>, <c>fink.partition</c>, <c>fink.offsets</c> (the first and the last) and <c>avro.schema</c>, the
/// writer schema as it came.
/// </param>
public delegate Task SavedFileWrite(IAsyncEnumerable<AlertDatum> alerts, Stream output, IReadOnlyDictionary<string, string> metadata);
