using System.Buffers.Binary;

namespace FinkTyped;

/// <summary>One datum in a file of its own, as it was in a Kafka message: bare, or behind a zero byte and a schema id.</summary>
internal static class RawDatum
{
    private const int ConfluentHeader = 5;

    /// <summary>Reads what is left of an input.</summary>
    /// <exception cref="AvroException">It is larger than the limits allow.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        ContainerInput input, AvroSchema schema, AvroLimits limits, bool async, CancellationToken stop)
    {
        var buffer = new ContainerBuffer(pooled: false);
        while (await input.FillAsync(1, async, stop).ConfigureAwait(false) > 0)
        {
            buffer.Write(input.Buffered);
            input.Advance(input.Buffered.Length);
            if (buffer.Length <= limits.MaxBytes) continue;
            throw new ContainerException(
                AlertFileFault.BeyondLimits, $"a datum of more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {limits.MaxBytes} bytes");
        }

        return Bare(buffer.Written, schema, limits);
    }

    /// <summary>The datum without the frame that a registry's clients put before it. Where either would do, there is none.</summary>
    private static ReadOnlyMemory<byte> Bare(ReadOnlyMemory<byte> bytes, AvroSchema schema, AvroLimits limits)
    {
        if (bytes.Length < ConfluentHeader || bytes.Span[0] != 0 || Fits(bytes.Span, schema, limits)) return bytes;
        var framed = bytes[ConfluentHeader..];
        if (Fits(framed.Span, schema, limits)) return framed;
        // Said where the bytes are looked at: as they are, or as they would be.
        var id = BinaryPrimitives.ReadInt32BigEndian(bytes.Span[1..]);
        return id is > 0 and < 1_000_000 ? framed : bytes;
    }

    private static bool Fits(ReadOnlySpan<byte> datum, AvroSchema schema, AvroLimits limits)
    {
        try
        {
            DatumFaults.Validate(schema, datum, limits);
            return true;
        }
        catch (AvroException)
        {
            return false;
        }
    }
}
