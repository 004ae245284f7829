using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

public class HostileFitsTests
{
    public static TheoryData<string, string[]> BadHeaders => new()
    {
        { "BITPIX is missing", ["SIMPLE  = T", "NAXIS   = 2", "NAXIS1  = 1", "NAXIS2  = 1"] },
        { "BITPIX is 24", FitsText.Cards("SIMPLE  = T", 24, 1, 1) },
        { "NAXIS is missing", ["SIMPLE  = T", "BITPIX  = -32"] },
        { "NAXIS is -1", ["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = -1"] },
        { "NAXIS is 1000", ["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 1000"] },
        { "NAXIS2 is missing", ["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 1"] },
        { "NAXIS2 is -1", FitsText.Cards("SIMPLE  = T", -32, 1, -1) },
        { "NAXIS1 is no whole number", ["SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 3000000000", "NAXIS2  = 1"] },
        { "the data are cut off", FitsText.Cards("SIMPLE  = T", -32, 65536, 65536) },
        { "an impossible size", FitsText.Cards("SIMPLE  = T", -64, int.MaxValue, int.MaxValue, int.MaxValue) },
        { "GCOUNT or PCOUNT is negative", [.. FitsText.Cards("SIMPLE  = T", -32, 1, 1), "PCOUNT  = -1"] },
        { "BSCALE is no number", [.. FitsText.Cards("SIMPLE  = T", -32, 1, 1), "BSCALE  = 'x'"] },
        { "begins with 'HELLO'", ["HELLO   = T"] },
    };

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void A_bad_header_is_named(string reason, string[] cards)
    {
        var error = Assert.Throws<FitsException>(() => CutoutImage.Read(FitsText.Unit(cards, new byte[8])));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_is_refused()
    {
        var error = Assert.Throws<FitsException>(() => CutoutImage.Read(FitsText.Image().AsSpan(0, 400)));

        Assert.Equal("the header has no END", error.Reason);
        Assert.Equal(0, error.Offset);
    }

    [Fact]
    public void A_file_without_image_is_refused()
    {
        Assert.Throws<FitsException>(() => CutoutImage.Read([]));
        Assert.Throws<FitsException>(() => CutoutImage.Read(FitsText.Unit(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0"], [])));
    }

    [Fact]
    public void A_compression_bomb_is_not_unpacked()
    {
        var bomb = FitsText.Gzip(new byte[200_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<FitsException>(() => CutoutImage.Read(bomb));

        Assert.Contains("after decompression", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void A_damaged_or_truncated_file_ends_in_a_FITS_error_or_an_image()
    {
        var plain = FitsText.Image("BSCALE  = 2.0", "EXTNAME = 'it''s'");
        var packed = FitsText.Gzip(plain);
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            byte[] file = [.. i % 4 == 0 ? packed : plain];
            var within = Math.Min(file.Length, 900);
            for (var damages = random.Next(4); damages > 0; damages--) file[random.Next(within)] = (byte)random.Next(256);
            if (random.Next(4) == 0) file = file[..random.Next(file.Length)];
            try
            {
                _ = CutoutImage.Read(file).NorthAngle;
            }
            catch (FitsException)
            {
                // The only way to fail.
            }
        }
    }
}
