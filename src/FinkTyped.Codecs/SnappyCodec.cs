using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using Snappier;

namespace FinkTyped.Codecs;

/// <summary>Snappy as Avro has it: one snappy block, and after it the CRC-32 of what it unpacks to, big-endian. The checksum is checked.</summary>
public sealed class SnappyCodec : AlertBlockCodec
{
    private const int ChecksumLength = 4;

    // A copy of 64 bytes takes 3, so nothing unpacks to more than about 21 times its length.
    private const int MostGrowth = 24;

    /// <inheritdoc/>
    public override AlertFileCodec Codec => AlertFileCodec.Snappy;

    /// <inheritdoc/>
    public override bool TryUnpack(ReadOnlyMemory<byte> packed, IBufferWriter<byte> plain, int maxBytes)
    {
        ArgumentNullException.ThrowIfNull(plain);
        if (packed.Length < ChecksumLength) throw new InvalidDataException("it is too short for its checksum");
        var block = packed.Span[..^ChecksumLength];
        var length = LengthOf(block);
        // Below zero where it is announced as more than any array holds.
        if (length < 0 || length > maxBytes) return false;
        if (length > (long)block.Length * MostGrowth) throw new InvalidDataException($"{block.Length} bytes cannot unpack to {length}");
        var output = plain.GetSpan(Math.Max(length, 1))[..length];
        Unpack(block, output);
        var checksum = BinaryPrimitives.ReadUInt32BigEndian(packed.Span[^ChecksumLength..]);
        if (Crc32.HashToUInt32(output) != checksum) throw new InvalidDataException("its checksum is another");
        plain.Advance(length);
        return true;
    }

    /// <inheritdoc/>
    public override void Pack(ReadOnlySpan<byte> plain, IBufferWriter<byte> packed)
    {
        ArgumentNullException.ThrowIfNull(packed);
        var output = packed.GetSpan(Snappy.GetMaxCompressedLength(plain.Length) + ChecksumLength);
        var length = Snappy.Compress(plain, output);
        BinaryPrimitives.WriteUInt32BigEndian(output[length..], Crc32.HashToUInt32(plain));
        packed.Advance(length + ChecksumLength);
    }

    private static int LengthOf(ReadOnlySpan<byte> block)
    {
        try
        {
            return Snappy.GetUncompressedLength(block);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("it is not valid snappy data", e);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> block, Span<byte> output)
    {
        try
        {
            if (Snappy.Decompress(block, output) == output.Length) return;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException("it is not valid snappy data", e);
        }

        throw new InvalidDataException("it is not valid snappy data: it ends too early");
    }
}
