namespace FinkTyped;

// Containers that are in memory, as a message is.
public sealed partial class AlertFileReader
{
    /// <summary>Bytes of the sync marker, which stands behind the header and behind each block.</summary>
    public const int SyncLength = ContainerHeader.SyncLength;

    /// <summary>Whether bytes begin as an object container does.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ContainerHeader.Magic);

    /// <summary>Reads the header of a container that is in memory, without copying any of it.</summary>
    /// <param name="container">The container, from its first byte on.</param>
    /// <param name="schemaJson">The writer schema's JSON.</param>
    /// <param name="codec">The name of the codec, as UTF-8; empty where the header gives none.</param>
    /// <param name="limits">Bounds on the header; <see cref="AvroLimits.Default"/> where null.</param>
    /// <returns>How many bytes the header takes, with the sync marker: the first block begins there.</returns>
    /// <exception cref="AvroException">It is no container, or its header is damaged.</exception>
    public static int ReadHeader(ReadOnlySpan<byte> container, out ReadOnlySpan<byte> schemaJson, out ReadOnlySpan<byte> codec, AvroLimits? limits = null)
    {
        limits ??= AvroLimits.Default;
        var reader = new AvroReader(container, limits);
        ContainerHeader.Read(ref reader, limits, out schemaJson, out codec);
        return reader.Position;
    }
}
