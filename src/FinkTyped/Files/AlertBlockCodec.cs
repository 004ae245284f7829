using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Codecs;

/// <summary>
/// Packs and unpacks the blocks of container files. Null and deflate are here; others come with the package <c>FinkTyped.Codecs</c> and are
/// made known with <see cref="Register"/>. Safe to share between threads.
/// </summary>
public abstract class AlertBlockCodec
{
    private const int MinRead = 4096;

    private static readonly AlertBlockCodec?[] Known = new AlertBlockCodec?[Enum.GetValues<AlertFileCodec>().Length];

    static AlertBlockCodec()
    {
        Register(new NullCodec());
        Register(new DeflateCodec());
    }

    /// <summary>Which codec this is.</summary>
    public abstract AlertFileCodec Codec { get; }

    /// <summary>Makes a codec known to all that read and write files in this process; it takes the place of one that was known before.</summary>
    public static void Register(AlertBlockCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Volatile.Write(ref Known[(int)codec.Codec], codec);
    }

    /// <summary>Unpacks a block.</summary>
    /// <param name="packed">The block.</param>
    /// <param name="plain">Where its alerts go.</param>
    /// <param name="maxBytes">How many bytes they may have. Memory is asked for as they come, not as the block announces them.</param>
    /// <returns>False where there are more.</returns>
    /// <exception cref="InvalidDataException">The block is damaged; the message says in what way.</exception>
    public abstract bool TryUnpack(ReadOnlyMemory<byte> packed, IBufferWriter<byte> plain, int maxBytes);

    /// <summary>Packs a block.</summary>
    /// <param name="plain">The alerts.</param>
    /// <param name="packed">Where the block goes.</param>
    public abstract void Pack(ReadOnlySpan<byte> plain, IBufferWriter<byte> packed);

    /// <summary>Copies what a stream unpacks, as <see cref="TryUnpack"/> is to.</summary>
    /// <param name="unpacking">Gives the plain bytes.</param>
    /// <param name="plain">Where they go.</param>
    /// <param name="packedLength">How many bytes the packed block has: memory is asked for in pieces of this size.</param>
    /// <param name="maxBytes">How many plain bytes there may be.</param>
    /// <returns>False where there are more.</returns>
    protected static bool TryCopy(Stream unpacking, IBufferWriter<byte> plain, int packedLength, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(unpacking);
        ArgumentNullException.ThrowIfNull(plain);
        for (var length = 0; ;)
        {
            // One byte beyond the limit tells a block that just fits from one that does not.
            var room = plain.GetSpan(Math.Min(Math.Max(packedLength, MinRead), maxBytes));
            var read = unpacking.Read(room[..(int)Math.Min(room.Length, (long)maxBytes + 1 - length)]);
            if (read == 0) return true;
            plain.Advance(read);
            length += read;
            if (length > maxBytes) return false;
        }
    }

    /// <summary>Finds a codec by its name in a container's header.</summary>
    internal static bool TryFind(string name, [NotNullWhen(true)] out AlertBlockCodec? codec)
    {
        codec = null;
        for (var i = 0; i < Known.Length && codec is null; i++)
        {
            if (NameOf((AlertFileCodec)i) == name) codec = Volatile.Read(ref Known[i]);
        }

        return codec is not null;
    }

    /// <summary>Finds a codec by its name in a container's header: <c>deflate</c>, <c>snappy</c>, ….</summary>
    /// <exception cref="NotSupportedException">It is not known here; the message says what makes it known.</exception>
    public static AlertBlockCodec Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryFind(name, out var codec) ? codec : throw new NotSupportedException(Unsupported(name));
    }

    /// <summary>The codec to write with.</summary>
    /// <exception cref="NotSupportedException">It is not known here.</exception>
    internal static AlertBlockCodec Get(AlertFileCodec codec) => Find(NameOf(codec));

    /// <summary>The name of a codec in a container's header.</summary>
    internal static string NameOf(AlertFileCodec codec) => codec switch
    {
        AlertFileCodec.Null => "null",
        AlertFileCodec.Deflate => "deflate",
        AlertFileCodec.Snappy => "snappy",
        _ => "zstandard",
    };

    /// <summary>What to say of a codec that is not known, and what to do.</summary>
    internal static string Unsupported(string name)
    {
        var known = string.Join(", ", Known.OfType<AlertBlockCodec>().Select(c => NameOf(c.Codec)));
        return name is "snappy" or "zstandard"
            ? $"the codec '{name}' is not known here: add the package FinkTyped.Codecs and call MoreCodecs.Register() once"
            : $"the codec '{name}' is not supported (known here: {known}; snappy and zstandard come with the package FinkTyped.Codecs)";
    }
}
