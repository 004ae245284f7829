namespace FinkTyped;

/// <summary>
/// Bounds on what one datum, file block or schema may ask for, so that hostile input costs neither unbounded memory nor unbounded time.
/// The defaults are far above any alert and far below what hurts a process.
/// </summary>
public sealed record AvroLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static AvroLimits Default { get; } = new();

    /// <summary>How deep records, arrays, maps and unions may be nested, in a datum and in a schema. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// How many records, array items and map entries one datum may hold in all. Default 1,048,576; the largest alerts hold about a thousand.
    /// </summary>
    public int MaxItems { get; init; } = 1024 * 1024;

    /// <summary>
    /// The largest single piece of input in bytes: a datum, a file block as it is and decompressed. Default 32 MiB; the largest alerts have
    /// 0.3 MB, and writers begin a new block long before.
    /// </summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The largest text of a schema, and all of a container's metadata, in bytes. Default 1 MiB; the largest alert's has 73 kB.</summary>
    public int MaxSchemaBytes { get; init; } = 1024 * 1024;
}
