using System.CommandLine;
using FinkTyped.Columns;

namespace FinkTyped.Cli.Alerts;

/// <summary>How files are packed: <c>--codec</c>.</summary>
internal static class PackingOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--codec")
        {
            Description = "How the files are packed: by default Parquet with zstd and Avro not at all, so that the bytes in the file are the bytes of the stream.",
            HelpName = "zstd|snappy|deflate|none",
        };
        option.AcceptOnlyFromAmong("zstd", "snappy", "deflate", "none");
        return option;
    }

    /// <summary>The codec of an Avro container.</summary>
    public static AlertFileCodec Avro(string? word) => word switch
    {
        "zstd" => AlertFileCodec.Zstandard,
        "snappy" => AlertFileCodec.Snappy,
        "deflate" => AlertFileCodec.Deflate,
        _ => AlertFileCodec.Null,
    };

    /// <summary>The codec of Parquet's pages.</summary>
    /// <exception cref="UsageException">It is one of Avro's alone.</exception>
    public static ParquetCodec Parquet(string? word) => word switch
    {
        "snappy" => ParquetCodec.Snappy,
        "none" => ParquetCodec.None,
        "deflate" => throw new UsageException("--codec deflate is for Avro: Parquet has zstd, snappy or none."),
        _ => ParquetCodec.Zstd,
    };
}
