namespace FinkTyped;

/// <summary>How files are read by several threads at a time.</summary>
public sealed record AlertParallelOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AlertParallelOptions Default { get; } = new();

    /// <summary>How each file is read. Default <see cref="AlertFileOptions.Default"/>.</summary>
    public AlertFileOptions Files { get; init; } = AlertFileOptions.Default;

    /// <summary>How many threads read, unpack and decode. Default as many as there are processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether alerts come in the order they have when they are read by one thread. Default true; without it the memory that is needed is smaller, and a
    /// slow alert holds up none of the others.
    /// </summary>
    public bool KeepsOrder { get; init; } = true;

    /// <summary>Called now and then, on the thread that asks for alerts, with what was read so far. Null for none, the default.</summary>
    public Action<AlertReadProgress>? Progress { get; init; }

    /// <summary>
    /// Bytes of files that a thread takes at a time. Large enough that dividing costs nothing; small enough that what waits to be taken is young garbage, and little.
    /// </summary>
    internal long PartBytes { get; init; } = 1024 * 1024;
}

/// <summary>How far files were read.</summary>
/// <param name="Bytes">Bytes of files, as they are on disk.</param>
/// <param name="Alerts">Alerts, or what a query made of them, that were handed out; of columns, the alerts in them.</param>
public readonly record struct AlertReadProgress(long Bytes, long Alerts);
