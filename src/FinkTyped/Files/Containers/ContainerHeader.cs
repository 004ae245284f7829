using System.Text;
using FinkTyped.Codecs;

namespace FinkTyped;

/// <summary>What stands before the blocks of a container: its metadata and its sync marker.</summary>
internal sealed class ContainerHeader
{
    public const int SyncLength = 16;
    private const int MaxEntries = 10_000;
    private const string SchemaKey = "avro.schema";
    private const string CodecKey = "avro.codec";

    private ContainerHeader(Dictionary<string, ReadOnlyMemory<byte>> metadata, byte[] sync, string codec)
    {
        Metadata = metadata.AsReadOnly();
        Sync = sync;
        CodecName = codec;
    }

    /// <summary>The four bytes every container starts with.</summary>
    public static ReadOnlySpan<byte> Magic => "Obj\x01"u8;

    /// <summary>All metadata, as it is in the file.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; }

    /// <summary>The marker after each block.</summary>
    public byte[] Sync { get; }

    /// <summary>The name of the codec; <c>null</c> where the header gives none.</summary>
    public string CodecName { get; }

    /// <summary>The writer schema's JSON.</summary>
    public ReadOnlyMemory<byte> SchemaJson => Metadata[SchemaKey];

    /// <summary>Reads a header, from the container's first byte.</summary>
    /// <exception cref="AvroException">It is none, or it is damaged; the offset is that in the container.</exception>
    public static async ValueTask<ContainerHeader> ReadAsync(ContainerInput input, AvroLimits limits, bool async, CancellationToken stop)
    {
        await input.FillAsync(Magic.Length, async, stop).ConfigureAwait(false);
        if (!input.Buffered.StartsWith(Magic)) throw new ContainerException(AlertFileFault.NotAContainer, NotAContainer(input.Buffered), 0);
        input.Advance(Magic.Length);

        var metadata = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        using var value = new ContainerBuffer(pooled: true);
        long left = limits.MaxSchemaBytes;
        while (await ReadCountAsync(input, limits, async, stop).ConfigureAwait(false) is var count and > 0)
        {
            for (; count > 0; count--)
            {
                var start = input.Position;
                var key = Encoding.UTF8.GetString(await ReadBytesAsync(input, value, left, async, stop).ConfigureAwait(false));
                var bytes = await ReadBytesAsync(input, value, left, async, stop).ConfigureAwait(false);
                left -= input.Position - start;
                if (metadata.Count == MaxEntries) throw new AvroException($"a header of more than {MaxEntries} entries", start);
                if (!metadata.TryAdd(key, bytes)) throw Twice(key, start);
            }
        }

        await input.FillAsync(SyncLength, async, stop).ConfigureAwait(false);
        if (input.Buffered.Length < SyncLength) throw Truncated(input.Position);
        var sync = input.Buffered[..SyncLength].ToArray();
        input.Advance(SyncLength);
        if (!metadata.ContainsKey(SchemaKey)) throw NoSchema();
        var codec = metadata.TryGetValue(CodecKey, out var name) ? Encoding.UTF8.GetString(name.Span) : "null";
        return new ContainerHeader(metadata, sync, codec);
    }

    /// <summary>Reads a header that is in memory, where it lies, and its sync marker.</summary>
    /// <exception cref="AvroException">It is none, or it is damaged.</exception>
    public static void Read(scoped ref AvroReader reader, AvroLimits limits, out ReadOnlySpan<byte> schemaJson, out ReadOnlySpan<byte> codec)
    {
        var begin = reader.ReadFixedSpan(Math.Min(Magic.Length, reader.Remaining));
        if (!begin.SequenceEqual(Magic)) throw new AvroException(NotAContainer(begin), 0);
        schemaJson = codec = default;
        var (hasSchema, hasCodec, entries, first) = (false, false, 0L, reader.Position);
        while (ReadCount(ref reader) is var count and > 0)
        {
            if ((entries += count) > MaxEntries) throw TooMany(entries, reader.Position);
            for (; count > 0; count--)
            {
                var start = reader.Position;
                var key = reader.ReadBytesSpan();
                var value = reader.ReadBytesSpan();
                if (reader.Position - first > limits.MaxSchemaBytes) throw new AvroException(TooLarge(value.Length), start);
                if (Ascii.Equals(key, SchemaKey)) schemaJson = Once(ref hasSchema, value, SchemaKey, start);
                else if (Ascii.Equals(key, CodecKey)) codec = Once(ref hasCodec, value, CodecKey, start);
            }
        }

        if (!hasSchema) throw NoSchema();
        reader.ReadFixedSpan(SyncLength);
    }

    /// <summary>Writes a header and makes up its sync marker.</summary>
    /// <returns>The marker.</returns>
    public static byte[] Write(ContainerBuffer output, ReadOnlySpan<byte> schemaJson, AlertFileWriterOptions options)
    {
        var sync = System.Security.Cryptography.RandomNumberGenerator.GetBytes(SyncLength);
        var writer = new AvroWriter(output);
        writer.WriteFixed(Magic);
        writer.WriteLong(options.Metadata.Count + 2);
        foreach (var (key, value) in options.Metadata)
        {
            writer.WriteString(key);
            writer.WriteBytes(value.Span);
        }

        writer.WriteString(CodecKey);
        writer.WriteBytes(Encoding.UTF8.GetBytes(AlertBlockCodec.NameOf(options.Codec)));
        writer.WriteString(SchemaKey);
        writer.WriteBytes(schemaJson);
        writer.WriteLong(0);
        writer.WriteFixed(sync);
        writer.Flush();
        return sync;
    }

    /// <summary>Reads one variable-length integer.</summary>
    public static async ValueTask<long> ReadLongAsync(ContainerInput input, bool async, CancellationToken stop)
    {
        await input.FillAsync(Varint.MaxBytes, async, stop).ConfigureAwait(false);
        return TakeLong(input);
    }

    private static long TakeLong(ContainerInput input)
    {
        try
        {
            var reader = new AvroReader(input.Buffered);
            var value = reader.ReadLong();
            input.Advance(reader.Position);
            return value;
        }
        catch (AvroException fault)
        {
            throw new AvroException(fault.Reason, input.Position, innerException: fault);
        }
    }

    private static async ValueTask<long> ReadCountAsync(ContainerInput input, AvroLimits limits, bool async, CancellationToken stop)
    {
        var start = input.Position;
        var count = await ReadLongAsync(input, async, stop).ConfigureAwait(false);
        if (count < 0 && count != long.MinValue)
        {
            count = -count;
            await ReadLongAsync(input, async, stop).ConfigureAwait(false);
        }

        return count is < 0 or > MaxEntries ? throw TooMany(count, start) : count;
    }

    private static long ReadCount(ref AvroReader reader)
    {
        var start = reader.Position;
        var count = reader.ReadLong();
        if (count >= 0) return count;
        reader.ReadLong();
        return count == long.MinValue ? throw TooMany(count, start) : -count;
    }

    private static ReadOnlySpan<byte> Once(scoped ref bool isThere, ReadOnlySpan<byte> value, string key, long start)
    {
        if (isThere) throw Twice(key, start);
        isThere = true;
        return value;
    }

    private static async ValueTask<byte[]> ReadBytesAsync(
        ContainerInput input, ContainerBuffer buffer, long most, bool async, CancellationToken stop)
    {
        var start = input.Position;
        var length = await ReadLongAsync(input, async, stop).ConfigureAwait(false);
        if (length < 0) throw new AvroException($"a header entry of {length} bytes", start);
        if (length > most) throw new ContainerException(AlertFileFault.BeyondLimits, TooLarge(length), start);
        var taken = await input.TakeAsync(buffer, (int)length, async, stop).ConfigureAwait(false);
        if (taken < length) throw Truncated(input.Position);
        return buffer.Written.ToArray();
    }

    private static AvroException TooMany(long count, long start) => new($"a header of {count} entries, where {MaxEntries} are allowed", start);

    private static AvroException Twice(string key, long start) => new($"the header gives '{key}' twice", start);

    private static AvroException NoSchema() => new($"the header has no '{SchemaKey}'", 0);

    private static string TooLarge(long length) =>
        $"a header entry of {length} bytes: together more than {nameof(AvroLimits)}.{nameof(AvroLimits.MaxSchemaBytes)}";

    private static ContainerException Truncated(long position) =>
        new(AlertFileFault.Cut, $"the file ends in the middle of its header: {ContainerException.Cause}", position);

    private static string NotAContainer(ReadOnlySpan<byte> start) => start switch
    {
        [] => "the file is empty",
        [0, 5, 0x16, 7, ..] => "not an Avro object container but what macOS keeps beside a file (its name begins with ._)",
        _ => $"not an Avro object container: it starts with {Convert.ToHexStringLower(start[..Math.Min(start.Length, Magic.Length)])}, "
            + $"not with {Convert.ToHexStringLower(Magic)} (\"Obj\" and 1)",
    };
}
