namespace FinkTyped;

/// <summary>How the blocks of a container file are compressed.</summary>
public enum AlertFileCodec
{
    /// <summary>Not at all: the bytes in the file are the bytes of the stream.</summary>
    Null,

    /// <summary>Deflate, without zlib's or gzip's wrapping.</summary>
    Deflate,

    /// <summary>Snappy, with a checksum: what Spark writes by default. In the package <c>FinkTyped.Codecs</c>.</summary>
    Snappy,

    /// <summary>Zstandard. In the package <c>FinkTyped.Codecs</c>.</summary>
    Zstandard,
}
