using System.IO.Compression;

namespace FinkTyped;

/// <summary>How the blocks of a container file are compressed.</summary>
public enum AlertFileCodec
{
    /// <summary>Not at all: the bytes in the file are the bytes of the stream.</summary>
    Null,

    /// <summary>Deflate, without zlib's or gzip's wrapping.</summary>
    Deflate,
}

/// <summary>The codecs by their names in a container's header.</summary>
internal static class AlertFileCodecs
{
    /// <summary>The codec of a name; false for those that Avro knows and this library does not read, and for nonsense.</summary>
    public static bool TryParse(string name, out AlertFileCodec codec)
    {
        codec = name == "deflate" ? AlertFileCodec.Deflate : AlertFileCodec.Null;
        return name is "deflate" or "null";
    }

    /// <summary>The name of a codec.</summary>
    public static string Name(AlertFileCodec codec) => codec == AlertFileCodec.Deflate ? "deflate" : "null";

    /// <summary>Unpacks a block; false where it grows beyond the limit.</summary>
    /// <exception cref="InvalidDataException">The block is not deflated data.</exception>
    public static bool TryInflate(ReadOnlyMemory<byte> packed, ContainerBuffer into, int maxBytes)
    {
        into.Clear();
        using var stream = new DeflateStream(ToStream(packed), CompressionMode.Decompress);
        while (true)
        {
            // One byte beyond the limit tells a block that just fits from one that does not.
            var room = into.Memory(Math.Max(packed.Length, 4096)).Span;
            var most = (int)Math.Min(room.Length, (long)maxBytes + 1 - into.Length);
            var read = stream.Read(room[..most]);
            if (read == 0) return true;
            into.Advance(read);
            if (into.Length > maxBytes) return false;
        }
    }

    /// <summary>Packs a block and appends it.</summary>
    public static void Deflate(ReadOnlySpan<byte> plain, ContainerBuffer into)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(plain);
        into.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static MemoryStream ToStream(ReadOnlyMemory<byte> bytes)
    {
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array);
        return new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false);
    }
}
