using FinkTyped.Codecs;
using Microsoft.Win32.SafeHandles;

namespace FinkTyped;

/// <summary>What has to be known of a container to append to it.</summary>
/// <param name="Schema">The schema in its header.</param>
/// <param name="Sync">Its sync marker.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="End">Where its last whole block ends. What follows is a block that was not written to its end.</param>
internal readonly record struct ContainerTail(AvroSchema Schema, byte[] Sync, AlertBlockCodec Codec, long End)
{
    private const int MaxBlockHeader = 20;

    /// <summary>Goes over a container, from block to block, without reading what is in them.</summary>
    /// <exception cref="AvroException">The file is no container, or is damaged.</exception>
    public static ContainerTail Find(FileStream file, string path, AvroLimits limits)
    {
        try
        {
            using var input = new ContainerInput(file, leaveOpen: true);
            input.FillAsync(3, false, default).Ended();
            if (ContainerOpener.IsGzip(input.Buffered))
            {
                throw new AvroException("a gzip'ed file cannot be appended to");
            }

            var header = ContainerHeader.ReadAsync(input, limits, false, default).Ended();
            if (!AlertBlockCodec.TryFind(header.CodecName, out var codec))
            {
                throw new ContainerException(AlertFileFault.UnknownCodec, AlertBlockCodec.Unsupported(header.CodecName));
            }

            var end = EndOfBlocks(file.SafeFileHandle, input.Position, header.Sync);
            return new ContainerTail(AvroSchema.ParseWriter(header.SchemaJson.Span, limits), header.Sync, codec, end);
        }
        catch (AvroException fault)
        {
            throw AlertFileReader.InHeader(fault, path);
        }
    }

    private static long EndOfBlocks(SafeFileHandle file, long at, byte[] sync)
    {
        var length = RandomAccess.GetLength(file);
        Span<byte> bytes = stackalloc byte[MaxBlockHeader];
        while (at < length)
        {
            var header = bytes[..ReadAt(file, bytes, at)];
            if (!TryReadHeader(header, at, out var headerLength, out var size) || size > length - at - headerLength - sync.Length)
            {
                // Unfinished, or so damaged that the marker of a finished block still follows: that must not be thrown away.
                if (Holds(file, at, length, sync)) throw new AvroException("a block in the file is damaged", at);
                return at;
            }

            at += headerLength + size;
            var marker = bytes[..ReadAt(file, bytes[..sync.Length], at)];
            if (!marker.SequenceEqual(sync)) throw new AvroException("no sync marker after a block", at);
            at += sync.Length;
        }

        return at;
    }

    /// <summary>Reads a block's header; false where the file ends within it.</summary>
    private static bool TryReadHeader(ReadOnlySpan<byte> bytes, long at, out int length, out long size)
    {
        length = 0;
        size = 0;
        try
        {
            var reader = new AvroReader(bytes);
            reader.ReadLong();
            size = reader.ReadLong();
            length = reader.Position;
        }
        catch (AvroException fault)
        {
            return bytes.Length < MaxBlockHeader ? false : throw new AvroException(fault.Reason, at, innerException: fault);
        }

        return size >= 0 ? true : throw new AvroException($"a block of {size} bytes", at);
    }

    private static bool Holds(SafeFileHandle file, long from, long to, byte[] sync)
    {
        var piece = new byte[64 * 1024];
        for (var at = from; at < to;)
        {
            var read = ReadAt(file, piece, at);
            if (piece.AsSpan(0, read).IndexOf(sync) >= 0) return true;
            if (read < piece.Length) return false;
            at += read - sync.Length + 1;
        }

        return false;
    }

    private static int ReadAt(SafeFileHandle file, Span<byte> into, long at)
    {
        var filled = 0;
        for (int read; filled < into.Length && (read = RandomAccess.Read(file, into[filled..], at + filled)) > 0;) filled += read;
        return filled;
    }
}
