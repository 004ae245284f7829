using System.Buffers.Binary;
using System.IO.Compression;

namespace FinkTyped.Astronomy;

/// <summary>
/// Reads the images of a FITS file (FITS standard 4.0, <see href="https://fits.gsfc.nasa.gov/fits_standard.html"/>), gzip-compressed or
/// not. Never allocates more than a small multiple of what the file holds, and never reads beyond it.
/// </summary>
internal static class FitsReader
{
    public static List<CutoutImage> Read(ReadOnlySpan<byte> data, int maxBytes)
    {
        var file = data is [0x1F, 0x8B, ..] ? Decompress(data, maxBytes) : data;
        if (file.Length > maxBytes) throw new FitsException($"longer than {maxBytes} bytes", maxBytes);
        var images = new List<CutoutImage>();
        for (var position = 0; position < file.Length;)
        {
            var start = position;
            var header = FitsHeader.Read(file, ref position);
            var length = DataLength(header, start);
            var left = file.Length - position;
            if (length > left) throw new FitsException($"the data are cut off: {length} bytes announced, {left} left", position);
            var unit = file.Slice(position, (int)length);
            if (IsPlane(header) && header.Text("XTENSION") is null or "IMAGE" && !unit.IsEmpty)
            {
                images.Add(new CutoutImage(header, header.Integer("NAXIS1"), header.Integer("NAXIS2"), Pixels(header, unit, start)));
            }

            position = FitsHeader.NextBlock(position + (int)length);
        }

        return images;
    }

    private static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> data, int maxBytes)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            var file = new byte[Math.Min(maxBytes, 8 * FitsHeader.BlockLength)];
            for (var length = 0; ;)
            {
                var read = gzip.Read(file, length, file.Length - length);
                if (read == 0) return file.AsSpan(0, length);
                length += read;
                if (length < file.Length) continue;
                if (length >= maxBytes) throw new FitsException($"longer than {maxBytes} bytes after decompression", length);
                Array.Resize(ref file, (int)Math.Min(maxBytes, 2L * length));
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new FitsException("the gzip compression is damaged", 0, damaged);
        }
    }

    // Two axes, or more that have no extent: a cube of one plane is a plane.
    private static bool IsPlane(FitsHeader header)
    {
        var axes = header.Integer("NAXIS");
        for (var axis = 3; axis <= axes; axis++)
        {
            if (header.Integer($"NAXIS{axis}") != 1) return false;
        }

        return axes >= 2;
    }

    // The size of a data unit, in bytes: |BITPIX| / 8 * GCOUNT * (PCOUNT + NAXIS1 * NAXIS2 * ...).
    private static long DataLength(FitsHeader header, int start)
    {
        var axes = header.Integer("NAXIS");
        if (axes is < 0 or > 999) throw new FitsException($"NAXIS is {axes}", start);
        var size = Math.Abs((long)header.Integer("BITPIX")) / 8;
        long items = axes == 0 ? 0 : 1;
        try
        {
            for (var axis = 1; axis <= axes; axis++)
            {
                var side = header.Integer($"NAXIS{axis}");
                if (side < 0) throw new FitsException($"NAXIS{axis} is {side}", start);
                items = checked(items * side);
            }

            var groups = header.Integer("GCOUNT", 1);
            var extra = header.Integer("PCOUNT", 0);
            if (groups < 0 || extra < 0) throw new FitsException("GCOUNT or PCOUNT is negative", start);
            return checked(size * groups * (extra + items));
        }
        catch (OverflowException)
        {
            throw new FitsException("the data have an impossible size", start);
        }
    }

    private static float[] Pixels(FitsHeader header, ReadOnlySpan<byte> unit, int start)
    {
        var type = header.Integer("BITPIX");
        var pixels = new float[checked(header.Integer("NAXIS1") * header.Integer("NAXIS2"))];
        switch (type)
        {
            case 8:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = unit[i];
                break;
            case 16:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = BinaryPrimitives.ReadInt16BigEndian(unit[(2 * i)..]);
                break;
            case 32:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = BinaryPrimitives.ReadInt32BigEndian(unit[(4 * i)..]);
                break;
            case 64:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = BinaryPrimitives.ReadInt64BigEndian(unit[(8 * i)..]);
                break;
            case -32:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = BinaryPrimitives.ReadSingleBigEndian(unit[(4 * i)..]);
                break;
            case -64:
                for (var i = 0; i < pixels.Length; i++) pixels[i] = (float)BinaryPrimitives.ReadDoubleBigEndian(unit[(8 * i)..]);
                break;
            default:
                throw new FitsException($"BITPIX is {type}", start);
        }

        Rescale(header, pixels, type);
        return pixels;
    }

    // Physical value = BZERO + BSCALE * stored value; BLANK marks missing integers.
    private static void Rescale(FitsHeader header, float[] pixels, int type)
    {
        var (scale, zero) = (header.Real("BSCALE") ?? 1, header.Real("BZERO") ?? 0);
        float? blank = type > 0 && header.Text("BLANK") is not null ? header.Integer("BLANK") : null;
        if (scale == 1 && zero == 0 && blank is null) return;
        foreach (ref var pixel in pixels.AsSpan()) pixel = pixel == blank ? float.NaN : (float)(zero + (scale * pixel));
    }
}
