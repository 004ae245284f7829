using System.Buffers.Binary;
using System.IO.Compression;

namespace FinkTyped.Astronomy;

/// <summary>
/// Writes pictures of 256 colours as PNG files (<see href="https://www.w3.org/TR/png-3/"/>). That is all an image of numbers needs, and less
/// than a library for every kind of image, whose native code would come with each program that reads a stream.
/// </summary>
internal static class PngFile
{
    private const byte Palette = 3;

    private static readonly uint[] CrcTable = MakeCrcTable();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A picture as a file.</summary>
    /// <param name="shades">The shades, row by row from the top; shade 0 is transparent.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="colours">Red, green and blue of the 256 shades.</param>
    public static byte[] Encode(ReadOnlySpan<byte> shades, int width, int height, ReadOnlySpan<byte> colours)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, Palette, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        Write(file, "IHDR"u8, header);
        Write(file, "PLTE"u8, colours);
        Write(file, "tRNS"u8, [0]);
        Write(file, "IDAT"u8, Compress(shades, width, height));
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each row has a filter before it: 0 for none, which serves pictures with a palette best.
    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> shades, int width, int height)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(shades.Slice(row * width, width));
            }
        }

        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(name);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, name), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var next in data) crc = CrcTable[(byte)(crc ^ next)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
