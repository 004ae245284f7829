using System.Text;
using FinkTyped.Astronomy;
using FinkTyped.Simulation.Fits;

namespace FinkTyped.Simulation.Tests.Fits;

public sealed class FitsBuilderTests
{
    [Fact]
    public void Cards_are_in_the_standard_s_columns()
    {
        var text = Encoding.ASCII.GetString(Image());

        Assert.StartsWith("SIMPLE  =                    T / conforms to FITS standard", text, StringComparison.Ordinal);
        Assert.Equal("BUNIT   = 'nJy     '", text[(5 * 80)..(6 * 80)].TrimEnd());
        Assert.Equal("CRPIX1  =                 15.5 / where", text[(6 * 80)..(7 * 80)].TrimEnd());
        Assert.Equal("CDELT1  =                  1.0", text[(7 * 80)..(8 * 80)].TrimEnd());
        Assert.Equal("PC1_1   = -4.1743119295891E-05", text[(8 * 80)..(9 * 80)].TrimEnd());
    }

    [Fact]
    public void Units_fill_whole_blocks() => Assert.Equal(2 * 2880, Image().Length);

    [Fact]
    public void An_image_reads_back_with_its_pixels()
    {
        var image = CutoutImage.Read(Image());

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal("nJy", image.Unit);
        Assert.Equal([1, 2, float.NaN, 4, -5.5f, 6], image.Pixels.ToArray());
    }

    private static byte[] Image() => new FitsBuilder()
        .Card("SIMPLE", true, "conforms to FITS standard")
        .Card("BITPIX", -32)
        .Card("NAXIS", 2)
        .Card("NAXIS1", 3)
        .Card("NAXIS2", 2)
        .Card("BUNIT", "nJy")
        .Card("CRPIX1", 15.5, "where")
        .Card("CDELT1", 1.0)
        .Card("PC1_1", -4.1743119295891E-05)
        .End()
        .Data((ReadOnlySpan<float>)[1, 2, float.NaN, 4, -5.5f, 6])
        .ToArray();
}
