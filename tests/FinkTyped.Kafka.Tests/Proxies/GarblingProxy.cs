using System.Buffers.Binary;
using System.Net.Sockets;
using System.Numerics;
using ZstdSharp;

namespace FinkTyped.Kafka.Tests;

/// <summary>What can be wrong with bytes that a broker sends.</summary>
public enum Garbage
{
    /// <summary>A text within an alert is another one: nothing but the batch's checksum tells.</summary>
    Text,

    /// <summary>A byte of what a batch was packed to is another one, and with it one byte of an alert.</summary>
    Packed,

    /// <summary>What a batch was packed to does not begin as it should.</summary>
    PackedHead,

    /// <summary>The first message of a batch says another length.</summary>
    MessageLength,

    /// <summary>A batch says that it is longer than the answer.</summary>
    BatchTooLong,

    /// <summary>A batch says that its length is negative.</summary>
    BatchNegative,

    /// <summary>A batch says that it is of the format of old, and its length is negative.</summary>
    OldAndNegative,

    /// <summary>The whole answer is random.</summary>
    Random,
}

/// <summary>Changes bytes of the batches of messages on their way to consumers, three times or until told otherwise; then passes all on.</summary>
internal sealed class GarblingProxy(EmbeddedBroker broker, Garbage garbage) : AnswerProxy(broker)
{
    // A batch: base offset, length, leader epoch, magic, checksum of all behind it, attributes, last offset, times, producer, count; messages.
    private const int LengthAt = 8;
    private const int LengthEnd = 12;
    private const int MagicAt = 16;
    private const int ChecksumAt = 17;
    private const int ChecksumEnd = 21;
    private const int HeaderBytes = 61;

    private readonly Random _random = new(5);
    private int _left = 3;
    private int _met;

    /// <summary>How many answers were changed.</summary>
    public int Met => Volatile.Read(ref _met);

    /// <summary>Passes all on from now on.</summary>
    public void End() => Volatile.Write(ref _left, 0);

    /// <inheritdoc/>
    protected override async Task<bool> AnswerAsync(NetworkStream near, byte[] answer)
    {
        if (Find(answer) is var batch && batch >= 0 && Interlocked.Decrement(ref _left) >= 0)
        {
            Interlocked.Increment(ref _met);
            Garble(answer, batch);
        }

        await WriteFrameAsync(near, answer);
        return true;
    }

    private void Garble(byte[] answer, int batch)
    {
        var length = answer.AsSpan(batch + LengthAt);
        switch (garbage)
        {
            case Garbage.Text:
                var text = answer.AsSpan().IndexOf("alert "u8);
                answer[text] = (byte)'A';
                break;
            case Garbage.Packed:
                ChangeOneByteOf(answer.AsSpan(batch + HeaderBytes, BinaryPrimitives.ReadInt32BigEndian(length) - (HeaderBytes - LengthEnd)));
                break;
            case Garbage.PackedHead:
                answer[batch + HeaderBytes] ^= 0xFF;
                break;
            case Garbage.MessageLength:
                answer[batch + HeaderBytes] ^= 0x7F;
                break;
            case Garbage.BatchTooLong:
                BinaryPrimitives.WriteInt32BigEndian(length, 1 << 29);
                break;
            case Garbage.BatchNegative:
                BinaryPrimitives.WriteInt32BigEndian(length, -5);
                break;
            case Garbage.OldAndNegative:
                BinaryPrimitives.WriteInt32BigEndian(length, -5);
                answer[batch + MagicAt] = 1;
                break;
            case Garbage.Random:
                lock (_random) _random.NextBytes(answer.AsSpan(4));
                break;
        }
    }

    /// <summary>Finds a byte of which one byte of what is packed depends, and nothing else.</summary>
    private static void ChangeOneByteOf(Span<byte> packed)
    {
        using var zstd = new Decompressor();
        var whole = zstd.Unwrap(packed).ToArray();
        for (var at = packed.Length / 2; ; at++)
        {
            packed[at] ^= 0x10;
            try
            {
                var other = zstd.Unwrap(packed);
                var first = other.CommonPrefixLength(whole);
                if (other.Length == whole.Length && first < whole.Length && other[(first + 1)..].SequenceEqual(whole.AsSpan(first + 1))) return;
            }
            catch (ZstdException)
            {
                // Another one.
            }

            packed[at] ^= 0x10;
        }
    }

    /// <summary>Where the first batch of messages begins: its checksum is right; -1 for none.</summary>
    private static int Find(byte[] answer)
    {
        for (var at = 0; at + HeaderBytes <= answer.Length; at++)
        {
            if (answer[at + MagicAt] != 2) continue;
            var length = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(at + LengthAt));
            if (length < HeaderBytes - LengthEnd || length > answer.Length - at - LengthEnd) continue;
            if (Checksum(answer.AsSpan(at + ChecksumEnd, length - (ChecksumEnd - LengthEnd))) == BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(at + ChecksumAt))) return at;
        }

        return -1;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
