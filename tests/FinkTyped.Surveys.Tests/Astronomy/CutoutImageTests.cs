using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

public class CutoutImageTests
{
    [Fact]
    public void Pixels_are_read_row_by_row()
    {
        var image = CutoutImage.Read(FitsText.Image("BUNIT   = 'nJy     '           / unit"));

        Assert.Equal((3, 2, "nJy", null), (image.Width, image.Height, image.Unit, image.Name));
        Assert.Equal([0, 1, 2, 3, 4, 5], image.Pixels);
        Assert.Equal(5, image[2, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, -1]);
    }

    [Fact]
    public void A_compressed_file_reads_as_the_plain_one() =>
        Assert.Equal([0, 1, 2, 3, 4, 5], CutoutImage.Read(FitsText.Gzip(FitsText.Image())).Pixels);

    [Fact]
    public void Top_down_begins_with_the_last_row() =>
        Assert.Equal([3, 4, 5, 0, 1, 2], CutoutImage.Read(FitsText.Image()).TopDown().Pixels);

    [Fact]
    public void The_card_that_ZTF_writes_in_its_own_way_is_accepted()
    {
        var file = FitsText.Unit(FitsText.Cards("SIMPLE  =  T", -32, 1, 1), FitsText.Floats(float.NaN));

        Assert.Equal([float.NaN], CutoutImage.Read(file).Pixels);
    }

    [Fact]
    public void Further_images_have_names_and_tables_are_passed_over()
    {
        byte[] half = [0x3F, 0xE0, 0, 0, 0, 0, 0, 0];
        byte[] file =
        [
            .. FitsText.Image(),
            .. FitsText.Unit([.. FitsText.Cards("XTENSION= 'BINTABLE'", 8, 4, 2), "PCOUNT  = 3", "GCOUNT  = 1"], new byte[11]),
            .. FitsText.Unit([.. FitsText.Cards("XTENSION= 'IMAGE   '", -64, 1, 1), "EXTNAME = 'PSFIMAGE'"], half),
        ];

        var images = CutoutImage.ReadAll(file);

        Assert.Equal([null, "PSFIMAGE"], images.Select(i => i.Name));
        Assert.Equal([0.5f], images[1].Pixels);
    }

    [Theory]
    [InlineData(8, new byte[] { 0xFF }, 255)]
    [InlineData(16, new byte[] { 0xFF, 0xFE }, -2)]
    [InlineData(32, new byte[] { 0xFF, 0xFF, 0xFF, 0xFE }, -2)]
    [InlineData(64, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE }, -2)]
    public void Whole_numbers_are_read_too(int bits, byte[] data, float expected)
    {
        Assert.Equal([expected], Read());
        Assert.Equal([100 + (2 * expected)], Read("BSCALE  = 2.0D0", "BZERO   = 1.0E2"));
        Assert.Equal([float.NaN], Read($"BLANK   = {expected}"));

        float[] Read(params string[] cards) =>
            CutoutImage.Read(FitsText.Unit([.. FitsText.Cards("SIMPLE  = T", bits, 1, 1), .. cards], data)).Pixels.ToArray();
    }

    [Theory]
    [InlineData(1, 0, 0, 1, 0)] // x to the right, y up
    [InlineData(-1, 0, 0, 1, 0)] // as on the sky: east to the left
    [InlineData(1, 0, 0, -1, 180)]
    [InlineData(0, 1, 1, 0, -90)] // declination grows with x: north is to the right
    [InlineData(0, 1, -1, 0, 90)]
    public void North_follows_from_the_world_coordinates(int a, int b, int c, int d, double expected)
    {
        var image = CutoutImage.Read(FitsText.Image($"PC1_1   = {a}", $"PC1_2   = {b}", $"PC2_1   = {c}", $"PC2_2   = {d}"));

        Assert.Equal(0, Math.IEEERemainder(image.NorthAngle!.Value - expected, 360), 1e-9);
    }

    [Fact]
    public void Without_world_coordinates_north_is_not_known() => Assert.Null(CutoutImage.Read(FitsText.Image()).NorthAngle);
}
