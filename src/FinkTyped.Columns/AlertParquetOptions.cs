namespace FinkTyped.Columns;

/// <summary>What alert files become as Parquet.</summary>
public sealed record AlertParquetOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AlertParquetOptions Default { get; } = new();

    /// <summary>
    /// Which alerts and which of their fields. A row group is a batch: <see cref="ColumnOptions.MaxRows"/> and <see cref="ColumnOptions.MaxBytes"/> say how
    /// large. Default <see cref="ColumnOptions.Default"/>.
    /// </summary>
    public ColumnOptions Columns { get; init; } = ColumnOptions.Default;

    /// <summary>How pages are packed. Default <see cref="ParquetCodec.Zstd"/>.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Zstd;

    /// <summary>More keys and values for the file's metadata, beside <c>avro.schema</c> and <c>avro.fingerprint</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>By what there are folders, with a file in each; the columns that they hold are not in the files. Default null: one file.</summary>
    public HivePartitioning? PartitionBy { get; init; }

    /// <summary>Whether a file that is there already is overwritten; a folder never is. Default false.</summary>
    public bool Overwrites { get; init; }
}
