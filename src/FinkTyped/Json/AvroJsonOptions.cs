namespace FinkTyped;

/// <summary>How <see cref="AvroJson"/> writes bytes.</summary>
public enum AvroJsonBytes
{
    /// <summary><c>{"$bytes":LENGTH,"sha256":"HEX"}</c>: length and SHA-256 in lower-case hexadecimal. Enough to compare, and short.</summary>
    Hash,

    /// <summary><c>{"$bytes":LENGTH,"base64":"…"}</c>: the bytes themselves.</summary>
    Base64,

    /// <summary><c>{"$bytes":LENGTH}</c>: only how many there are.</summary>
    None,
}

/// <summary>What <see cref="AvroJson"/> writes, and within which bounds.</summary>
public sealed record AvroJsonOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AvroJsonOptions Default { get; } = new();

    /// <summary>How bytes and fixed are written. Default <see cref="AvroJsonBytes.Hash"/>.</summary>
    public AvroJsonBytes Bytes { get; init; } = AvroJsonBytes.Hash;

    /// <summary>The schema to resolve datums to before they are written; null writes them as they came. Default null.</summary>
    public AvroSchema? ReaderSchema { get; init; }

    /// <summary>How the writer's schema is resolved to <see cref="ReaderSchema"/>. Default <see cref="SchemaResolution.Default"/>.</summary>
    public SchemaResolution Resolution { get; init; } = SchemaResolution.Default;

    /// <summary>Bounds on the datum and on the length of its JSON. Default <see cref="AvroLimits.Default"/>.</summary>
    public AvroLimits Limits { get; init; } = AvroLimits.Default;
}
