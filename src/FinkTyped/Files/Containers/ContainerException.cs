namespace FinkTyped;

/// <summary>A fault of a container whose file is not known here.</summary>
internal sealed class ContainerException(AlertFileFault fault, string reason, long? offset = null, Exception? innerException = null)
    : AvroException(reason, offset, innerException: innerException)
{
    /// <summary>What leaves files that end too early, or whose bytes are not where they should be.</summary>
    public const string Cause = "an interrupted transfer leaves such files, and one that converts line ends";

    public AlertFileFault Fault { get; } = fault;
}
