using System.Buffers;
using System.Runtime.InteropServices;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace FinkTyped.Codecs;

/// <summary>Zstandard: one frame or several. Checksums of frames that have one are checked.</summary>
/// <param name="level">How hard to pack, from 1 (fast) to 22 (small); 3 by default.</param>
public sealed class ZstandardCodec(int level = ZstandardCodec.DefaultLevel) : AlertBlockCodec
{
    /// <summary>The level by default.</summary>
    public const int DefaultLevel = 3;

    // What unpacking looks back on, as a power of 2: 8 MB is what any level up to 19 needs; beyond 64 MB no block goes.
    private const int MaxWindow = 26;

    /// <inheritdoc/>
    public override AlertFileCodec Codec => AlertFileCodec.Zstandard;

    /// <inheritdoc/>
    public override bool TryUnpack(ReadOnlyMemory<byte> packed, IBufferWriter<byte> plain, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(plain);
        using var unpacker = new Decompressor();
        unpacker.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindow);
        using var stream = new DecompressionStream(ToStream(packed), unpacker, checkEndOfStream: true, leaveOpen: false, preserveDecompressor: true);
        try
        {
            return TryCopy(stream, plain, packed.Length, maxBytes);
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"it is not valid zstandard data: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override void Pack(ReadOnlySpan<byte> plain, IBufferWriter<byte> packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        using var packer = new Compressor(level);
        var output = packed.GetSpan(Compressor.GetCompressBound(plain.Length));
        packed.Advance(packer.Wrap(plain, output));
    }

    private static MemoryStream ToStream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
