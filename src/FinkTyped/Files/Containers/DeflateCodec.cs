using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using FinkTyped.Codecs;

namespace FinkTyped;

/// <summary>Blocks as they are.</summary>
internal sealed class NullCodec : AlertBlockCodec
{
    public override AlertFileCodec Codec => AlertFileCodec.Null;

    public override bool TryUnpack(ReadOnlyMemory<byte> packed, IBufferWriter<byte> plain, int maxBytes)
    {
        if (packed.Length > maxBytes) return false;
        plain.Write(packed.Span);
        return true;
    }

    public override void Pack(ReadOnlySpan<byte> plain, IBufferWriter<byte> packed) => packed.Write(plain);
}

/// <summary>Deflated blocks.</summary>
internal sealed class DeflateCodec : AlertBlockCodec
{
    public override AlertFileCodec Codec => AlertFileCodec.Deflate;

    public override bool TryUnpack(ReadOnlyMemory<byte> packed, IBufferWriter<byte> plain, int maxBytes)
    {
        using var stream = new DeflateStream(ToStream(packed), CompressionMode.Decompress);
        try
        {
            return TryCopy(stream, plain, packed.Length, maxBytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("it is not valid deflated data", e);
        }
    }

    public override void Pack(ReadOnlySpan<byte> plain, IBufferWriter<byte> packed)
    {
        using var bytes = new MemoryStream();
        using (var stream = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(plain);
        packed.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static MemoryStream ToStream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
