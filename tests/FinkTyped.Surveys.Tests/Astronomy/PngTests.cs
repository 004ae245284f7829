using System.Buffers.Binary;
using System.IO.Compression;
using FinkTyped.Astronomy;
using FinkTyped.Tests;

namespace FinkTyped.Surveys.Tests;

public class PngTests
{
    [Fact]
    public void A_picture_has_the_last_row_on_top_and_each_pixel_as_a_square()
    {
        var (width, height, shades) = Decode(CutoutImage.Read(FitsText.Image()).ToPng(ImageStretch.Linear, scale: 2));

        Assert.Equal((6, 4), (width, height));
        Assert.Equal(shades[..6], shades[6..12]);
        Assert.Equal([1, 1], shades[12..14]);
        Assert.Equal([255, 255], shades[4..6]);
    }

    [Fact]
    public void Pixels_without_a_value_are_transparent()
    {
        var file = FitsText.Unit(FitsText.Cards("SIMPLE  =                    T", -32, 2, 1), FitsText.Floats(float.NaN, 5));

        foreach (var stretch in Enum.GetValues<ImageStretch>())
        {
            var (_, _, shades) = Decode(CutoutImage.Read(file).ToPng(stretch));
            Assert.Equal(0, shades[0]);
            Assert.NotEqual(0, shades[1]);
        }
    }

    [Theory]
    [InlineData("rot.fits", 30.0)]
    [InlineData("pc.fits", 30.0)]
    [InlineData("cube.fits", null)]
    public void North_is_found_in_each_of_the_forms_of_a_header(string name, double? expected)
    {
        var image = CutoutImage.Read(File.ReadAllBytes(SharedData.Require("cases/fits-north-angle-cd/" + name)));

        Assert.Equal((2, 2), (image.Width, image.Height));
        if (expected is { } angle) Assert.Equal(angle, image.NorthAngle!.Value, 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(-90)]
    public void North_is_turned_up(int angle)
    {
        // An image whose brightest pixel lies north of the middle, and the second brightest east.
        var (sine, cosine) = Math.SinCos(angle * Math.PI / 180);
        var pixels = new float[25];
        pixels[Index(-sine, cosine)] = 100;
        pixels[Index(-cosine, -sine)] = 50;
        string[] matrix = [Card("CD1_1", -cosine), Card("CD1_2", -sine), Card("CD2_1", -sine), Card("CD2_2", cosine)];
        var image = CutoutImage.Read(FitsText.Unit([.. FitsText.Cards("SIMPLE  =                    T", -32, 5, 5), .. matrix], FitsText.Floats(pixels)));

        var (_, _, shades) = Decode(image.ToPng(ImageStretch.Linear, northUp: true));

        Assert.Equal(0, Math.IEEERemainder(angle - image.NorthAngle!.Value, 360), 1e-9);
        Assert.Equal(shades.Max(), shades[(0 * 5) + 2]);
        Assert.InRange(shades[(2 * 5) + 0], 100, 200);

        static int Index(double right, double up) => ((2 + (2 * (int)Math.Round(up))) * 5) + 2 + (2 * (int)Math.Round(right));
        static string Card(string keyword, double value) => FormattableString.Invariant($"{keyword,-8}= {value:F17}");
    }

    [Fact]
    public void A_mirrored_image_is_turned_so_that_east_is_left()
    {
        // Right ascension grows to the right here.
        string[] matrix = ["CD1_1   = 0.0001", "CD2_2   = 0.0001"];
        var image = CutoutImage.Read(FitsText.Image(matrix));

        Assert.Equal([5, 4, 3, 2, 1, 0], Order(Decode(image.ToPng(ImageStretch.Linear, northUp: true)).Shades));
        Assert.Equal([3, 4, 5, 0, 1, 2], Order(Decode(image.ToPng(ImageStretch.Linear)).Shades));

        static int[] Order(byte[] shades) => [.. shades.Select(s => shades.Count(other => other < s))];
    }

    [Theory]
    [InlineData("CD1_1   = 1.0E-0V", "CD2_2   = 1")]
    [InlineData("CD1_1   = 0", "CD2_2   = 0")]
    [InlineData("PC1_1   = nan", "PC2_2   = 1")]
    public void A_damaged_orientation_is_none(string first, string second)
    {
        var image = CutoutImage.Read(FitsText.Image(first, second));

        Assert.Null(image.NorthAngle);
        Assert.Null(image.PixelScale);
        Assert.Equal(image.ToPng(), image.ToPng(northUp: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Scales_that_make_no_picture_are_refused(int scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CutoutImage.Read(FitsText.Image()).ToPng(scale: scale));

    [Fact]
    public void An_error_about_bytes_that_are_no_FITS_can_be_printed()
    {
        var bytes = File.ReadAllBytes(SharedData.Require("cases/fits-error-with-control-characters/stamp.bin"));
        var error = Assert.Throws<FitsException>(() => CutoutImage.Read(bytes));
        var more = Assert.Throws<FitsException>(() => CutoutImage.Read(FitsText.Image("BSCALE  = \u001b]0;x\u0007")));

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Contains("␛", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(more.Message, char.IsControl);
    }

    /// <summary>The size and the shades of a picture with a palette; checks what a decoder would.</summary>
    private static (int Width, int Height, byte[] Shades) Decode(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new List<(string Name, byte[] Data)>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((System.Text.Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Select(c => c.Name));
        Assert.Equal(3 * 256, chunks[1].Data.Length);
        Assert.Equal([0], chunks[2].Data);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data), BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4)));
        Assert.Equal([8, 3, 0, 0, 0], chunks[0].Data[8..]);

        using var zlib = new ZLibStream(new MemoryStream(chunks[3].Data), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        var bytes = rows.ToArray();
        Assert.Equal((width + 1) * height, bytes.Length);
        return (width, height, [.. Enumerable.Range(0, height).SelectMany(row => bytes[((row * (width + 1)) + 1)..((row + 1) * (width + 1))])]);
    }
}
