namespace FinkTyped;

/// <summary>How files are read.</summary>
public sealed record AlertFileOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AlertFileOptions Default { get; } = new();

    /// <summary>How each file's schema is resolved to the compiled one, and bounds. Default <see cref="SchemaResolution.Default"/>.</summary>
    public SchemaResolution Resolution { get; init; } = SchemaResolution.Default;

    /// <summary>What happens when a file is bad. Default <see cref="OnBadFile.ThrowAtEnd"/>.</summary>
    public OnBadFile OnBadFile { get; init; } = OnBadFile.ThrowAtEnd;

    /// <summary>
    /// Called once for each bad file when it is left, before reading goes on or ends, on the thread that reads. Null for none, the default.
    /// </summary>
    public Action<BadFile>? BadFileFound { get; init; }

    /// <summary>
    /// The schema of what is no container: then each such file is one raw datum, bare as in a Kafka message, or behind a zero byte and a schema
    /// id as registries frame it; gzip'ed or not. Null, the default, where files carry their schema and others are bad.
    /// </summary>
    public AvroSchema? RawSchema { get; init; }

    /// <summary>
    /// Whether the bytes that <see cref="AlertFile.ReadDatums(string, AlertFileOptions?)"/> gives are valid only until the next alert is asked for: then
    /// the memory is used again, which is several times faster than having new memory for each alert. Records and what queries give own what
    /// they hold in any case. Default false.
    /// </summary>
    public bool ReusesMemory { get; init; }

    /// <summary>
    /// Whether queries and columns look at files where the system holds them, mapped into memory, instead of reading them: faster where the whole of
    /// each alert is passed over. Alerts that are looked at bit by bit, one to a block, are read all the same. Default false: a file that somebody makes shorter meanwhile ends the process, without an exception. For archives
    /// that nobody writes to. What is zipped, packed, a stream, read asynchronously or in parallel is read as ever.
    /// </summary>
    public bool MapsFiles { get; init; }

    /// <summary>Bounds on what a file may ask for.</summary>
    internal AvroLimits Limits => Resolution.Limits;
}
