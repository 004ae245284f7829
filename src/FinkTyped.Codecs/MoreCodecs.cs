namespace FinkTyped.Codecs;

/// <summary>The codecs of this package.</summary>
public static class MoreCodecs
{
    /// <summary>
    /// Makes snappy and zstandard known to all that read and write alert files in this process. Call it once, at the start; calling it again
    /// does no harm.
    /// </summary>
    public static void Register()
    {
        AlertBlockCodec.Register(new SnappyCodec());
        AlertBlockCodec.Register(new ZstandardCodec());
    }
}
