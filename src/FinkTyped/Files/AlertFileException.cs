namespace FinkTyped;

/// <summary>An alert file cannot be read, or not to its end. The message names the file, and the block and byte where they are known.</summary>
public sealed class AlertFileException : AvroException
{
    internal AlertFileException(
        string path, AlertFileFault fault, string reason, long? offset = null, string? fieldPath = null, Exception? innerException = null)
        : base($"{path}: {reason}", offset, fieldPath, innerException)
    {
        Path = path;
        Fault = fault;
    }

    /// <summary>The file; the name that was given for a stream.</summary>
    public string Path { get; }

    /// <summary>What kind of fault it is.</summary>
    public AlertFileFault Fault { get; }
}

/// <summary>What can be wrong with an alert file.</summary>
public enum AlertFileFault
{
    /// <summary>It is something else than an Avro object container, or empty.</summary>
    NotAContainer,

    /// <summary>It ends before its end: an interrupted transfer leaves such files.</summary>
    Cut,

    /// <summary>Its bytes are not what a container's should be.</summary>
    Damaged,

    /// <summary>Its blocks are compressed with a codec that is not known here.</summary>
    UnknownCodec,

    /// <summary>The schema in its header is none.</summary>
    BadSchema,

    /// <summary>It asks for more than <see cref="AvroLimits"/> allow.</summary>
    BeyondLimits,
}
