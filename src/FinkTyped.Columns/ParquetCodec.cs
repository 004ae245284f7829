namespace FinkTyped.Columns;

/// <summary>How the pages of a Parquet file are packed.</summary>
public enum ParquetCodec
{
    /// <summary>Zstandard: small, and fast to read.</summary>
    Zstd,

    /// <summary>Snappy: larger, and faster to write.</summary>
    Snappy,

    /// <summary>Not at all.</summary>
    None,
}
