using System.IO.Compression;

namespace FinkTyped.Kafka;

/// <summary>
/// A message whose value is a whole Avro object container with one alert, as ZTF sends them. The alert is read where it lies. Used by one thread.
/// </summary>
internal sealed class ContainerMessage(AvroLimits limits)
{
    private const int SyncLength = 16;

    private readonly KnownSchemas _schemas = new(limits);
    private byte[] _inflated = [];

    /// <summary>How many schemas were parsed.</summary>
    public int Parsed => _schemas.Parsed;

    private static ReadOnlySpan<byte> Magic => "Obj\x01"u8;

    /// <summary>Whether a value begins as a container does.</summary>
    public static bool IsContainer(ReadOnlySpan<byte> value) => value.StartsWith(Magic);

    /// <summary>Reads the header and narrows the value to the one datum.</summary>
    /// <exception cref="AvroException">The container is damaged, compressed in an unknown way, or does not hold one alert.</exception>
    public AvroSchema Open(ref ReadOnlySpan<byte> value)
    {
        var reader = new AvroReader(value, limits);
        ReadHeader(ref reader, out var schema, out var codec);
        var writer = _schemas.Parse(schema);
        var sync = reader.ReadFixedSpan(SyncLength);
        var alerts = reader.ReadLong();
        if (alerts != 1) throw new AvroException($"a container of {alerts} alerts, where a message has one: save RawValue and read it as a file", reader.Position);
        var block = reader.ReadBytesSpan();
        if (!reader.ReadFixedSpan(SyncLength).SequenceEqual(sync)) throw new AvroException("the sync marker after the block is wrong", reader.Position);
        reader.EnsureEnd();

        value = codec.IsEmpty || codec.SequenceEqual("null"u8) ? block
            : codec.SequenceEqual("deflate"u8) ? Inflate(block)
            : throw new AvroException($"the codec '{System.Text.Encoding.UTF8.GetString(codec)}' is not supported, only null and deflate");
        return writer;
    }

    /// <summary>The JSON of a container's schema.</summary>
    /// <exception cref="AvroException">The container is damaged.</exception>
    public static ReadOnlySpan<byte> SchemaText(ReadOnlySpan<byte> value, AvroLimits limits)
    {
        var reader = new AvroReader(value, limits);
        ReadHeader(ref reader, out var schema, out _);
        return schema;
    }

    private static void ReadHeader(scoped ref AvroReader reader, out ReadOnlySpan<byte> schema, out ReadOnlySpan<byte> codec)
    {
        if (!reader.ReadFixedSpan(Magic.Length).SequenceEqual(Magic)) throw new AvroException("the value is no Avro object container", 0);
        schema = codec = default;
        for (var count = reader.ReadLong(); count != 0; count = reader.ReadLong())
        {
            if (count < 0)
            {
                count = -count;
                reader.ReadLong();
            }

            for (; count != 0; count--)
            {
                var name = reader.ReadBytesSpan();
                var content = reader.ReadBytesSpan();
                if (name.SequenceEqual("avro.schema"u8)) schema = content;
                else if (name.SequenceEqual("avro.codec"u8)) codec = content;
            }
        }
    }

    private unsafe ReadOnlySpan<byte> Inflate(ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) return block;
        fixed (byte* first = block)
        {
            using var packed = new UnmanagedMemoryStream(first, block.Length);
            using var plain = new DeflateStream(packed, CompressionMode.Decompress);
            var length = 0;
            try
            {
                while (true)
                {
                    if (length == _inflated.Length) Grow(block.Length);
                    var read = plain.Read(_inflated, length, _inflated.Length - length);
                    if (read == 0) return _inflated.AsSpan(0, length);
                    length += read;
                }
            }
            catch (InvalidDataException fault)
            {
                throw new AvroException("the block cannot be inflated", innerException: fault);
            }
        }
    }

    private void Grow(int packed)
    {
        if (_inflated.Length >= limits.MaxBytes) throw new AvroException($"the block inflates to more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxBytes)}");
        var wanted = Math.Max(4096, Math.Max(packed * 4L, _inflated.Length * 2L));
        Array.Resize(ref _inflated, (int)Math.Min(wanted, limits.MaxBytes));
    }
}
