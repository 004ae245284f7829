namespace FinkTyped.Columns;

/// <summary>Which alerts and which of their fields become columns, and how many at a time.</summary>
public record ColumnOptions
{
    /// <summary>The options used where none are given.</summary>
    public static ColumnOptions Default { get; } = new();

    /// <summary>
    /// What is wanted, by paths: <c>diaSource.psfFlux</c>, <c>prvDiaSources.psfFlux</c> (a list), <c>lc_features.g.amplitude</c> (a key of a map),
    /// <c>diaSource</c> (a whole record). Default none: all fields.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Which alerts are wanted. Default null: all.</summary>
    public AlertFilter? Where { get; init; }

    /// <summary>
    /// The schema whose fields the columns are, such as <c>LsstAlert.Schema</c>; alerts of other writers are resolved to it. Default null: that of
    /// the first alert.
    /// </summary>
    public AvroSchema? Schema { get; init; }

    /// <summary>How files are read, and writers' schemas resolved. Default <see cref="AlertFileOptions.Default"/>.</summary>
    public AlertFileOptions Files { get; init; } = AlertFileOptions.Default;

    /// <summary>The most alerts in a batch. Default 65,536.</summary>
    public int MaxRows { get; init; } = 65_536;

    /// <summary>The bytes of values from which on a batch is full. Default 16 MB: that bounds the memory, whatever there is to read.</summary>
    public long MaxBytes { get; init; } = 16 << 20;

    /// <summary>
    /// How many threads read files and fill columns. Default 1. With more, alerts come in any order: each thread fills columns of its own, and the memory is that
    /// of two or three batches for each.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Called now and then with what was read so far, where several threads read. Null for none, the default.</summary>
    public Action<AlertReadProgress>? Progress { get; init; }

    /// <summary>
    /// Called for an alert that is damaged or cannot be resolved, which is then left out, on the thread that reads it. Default null: of alerts of files,
    /// <see cref="AlertFileOptions.OnBadFile"/> says what happens; of others, the exception ends the reading.
    /// </summary>
    public Action<AlertDatum, AvroException>? AlertIsBad { get; init; }
}
