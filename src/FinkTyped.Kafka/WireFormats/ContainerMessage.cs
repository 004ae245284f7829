using System.Buffers;
using System.Text;
using FinkTyped.Codecs;

namespace FinkTyped.Kafka;

/// <summary>
/// A message whose value is a whole Avro object container with one alert, as ZTF sends them. The alert is read where it lies. Used by one thread.
/// </summary>
internal sealed class ContainerMessage(AvroLimits limits)
{
    private const int MostKept = 1024 * 1024;

    private readonly KnownSchemas _schemas = new(limits);
    private ArrayBufferWriter<byte> _plain = new();

    /// <summary>How many schemas were parsed.</summary>
    public int Parsed => _schemas.Parsed;

    /// <summary>Whether a value begins as a container does.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> value) => AlertFileReader.IsContainer(value);

    /// <summary>Reads the header and narrows the value to the one datum.</summary>
    /// <exception cref="AvroException">The container is damaged, compressed in an unknown way, or does not hold one alert.</exception>
    public AvroSchema Open(ref ReadOnlySpan<byte> value)
    {
        var reader = new AvroReader(value, limits);
        var header = reader.ReadFixedSpan(AlertFileReader.ReadHeader(value, out var schema, out var codec, limits));
        var sync = header[^AlertFileReader.SyncLength..];
        var writer = _schemas.Parse(schema);
        var alerts = reader.ReadLong();
        if (alerts != 1) throw new AvroException($"a container of {alerts} alerts, where a message has one: save RawValue and read it as a file", reader.Position);
        var block = reader.ReadBytesSpan();
        if (!reader.ReadFixedSpan(AlertFileReader.SyncLength).SequenceEqual(sync)) throw new AvroException("the sync marker after the block is wrong", reader.Position);
        reader.EnsureEnd();

        value = codec.IsEmpty || codec.SequenceEqual("null"u8) ? block : Unpack(block, Encoding.UTF8.GetString(codec));
        return writer;
    }

    /// <summary>The JSON of a container's schema.</summary>
    /// <exception cref="AvroException">The container is damaged.</exception>
    public static ReadOnlySpan<byte> SchemaText(ReadOnlySpan<byte> value, AvroLimits limits)
    {
        AlertFileReader.ReadHeader(value, out var schema, out _, limits);
        return schema;
    }

    private ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> block, string codec)
    {
        if (block.IsEmpty) return block;
        // One huge alert must not keep its memory for ever.
        if (_plain.Capacity > MostKept) _plain = new ArrayBufferWriter<byte>();
        _plain.ResetWrittenCount();
        // Codecs read memory that can be kept, and librdkafka's cannot.
        var packed = ArrayPool<byte>.Shared.Rent(block.Length);
        try
        {
            block.CopyTo(packed);
            if (AlertBlockCodec.Find(codec).TryUnpack(packed.AsMemory(0, block.Length), _plain, limits.MaxBytes)) return _plain.WrittenSpan;
        }
        catch (InvalidDataException fault)
        {
            throw new AvroException($"the block cannot be unpacked: {fault.Message}", innerException: fault);
        }
        catch (NotSupportedException fault)
        {
            throw new AvroException(fault.Message, innerException: fault);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }

        throw new AvroException($"the block unpacks to more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)} = {limits.MaxBytes}");
    }
}
