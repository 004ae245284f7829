using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace FinkTyped.Surveys.Tests;

/// <summary>Writes small FITS files by hand.</summary>
internal static class FitsText
{
    public static byte[] Unit(string[] cards, byte[] data) => [.. Padded(Header(cards), (byte)' '), .. Padded(data, 0)];

    public static byte[] Floats(params float[] pixels)
    {
        var data = new byte[4 * pixels.Length];
        for (var i = 0; i < pixels.Length; i++) BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(4 * i), pixels[i]);
        return data;
    }

    /// <summary>The cards of an image: its first card, bits per pixel, and axes.</summary>
    public static string[] Cards(string first, int bits, params int[] axes) =>
        [first, $"BITPIX  = {bits,20}", $"NAXIS   = {axes.Length,20}", .. axes.Select((side, i) => $"NAXIS{i + 1}  = {side,20}")];

    /// <summary>An image of 3 columns and 2 rows with pixels 0 to 5.</summary>
    public static byte[] Image(params string[] cards) =>
        Unit([.. Cards("SIMPLE  =                    T", -32, 3, 2), .. cards], Floats(0, 1, 2, 3, 4, 5));

    public static byte[] Gzip(byte[] file)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize)) gzip.Write(file);
        return output.ToArray();
    }

    private static byte[] Header(string[] cards) =>
        Encoding.Latin1.GetBytes(string.Concat(cards.Append("END").Select(card => card.PadRight(80))));

    private static byte[] Padded(byte[] bytes, byte with)
    {
        var padded = new byte[(bytes.Length + 2879) / 2880 * 2880];
        padded.AsSpan().Fill(with);
        bytes.CopyTo(padded, 0);
        return padded;
    }
}
