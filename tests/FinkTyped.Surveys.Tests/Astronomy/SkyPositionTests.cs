using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

public class SkyPositionTests
{
    [Theory]
    [InlineData("150.1 -2.2", 150.1, -2.2)]
    [InlineData("150.1,-2.2", 150.1, -2.2)]
    [InlineData("10:00:24.0 -02:12:00", 150.1, -2.2)]
    [InlineData("10h00m24s -2d12m00s", 150.1, -2.2)]
    [InlineData("10h00m24s −2°12′00″", 150.1, -2.2)]
    [InlineData("10 00 24 -02 12 00", 150.1, -2.2)]
    [InlineData("10:00.4 -2:12", 150.1, -2.2)]
    [InlineData("00:00:00 -00:00:36", 0, -0.01)]
    [InlineData("359.9999 +90", 359.9999, 90)]
    public void A_place_is_read_as_people_write_it(string text, double ra, double dec)
    {
        Assert.True(SkyPosition.TryParse(text, out var position));
        Assert.Equal(ra, position.Ra, 1e-12);
        Assert.Equal(dec, position.Dec, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("150.1")]
    [InlineData("150.1 -2.2 3")]
    [InlineData("361 0")]
    [InlineData("10 91")]
    [InlineData("25:00:00 00:00:00")]
    [InlineData("10:60:00 00:00:00")]
    [InlineData("10:00:60 00:00:00")]
    [InlineData("10:00:00 5.2")]
    [InlineData("nan nan")]
    [InlineData("1e999 0")]
    [InlineData("10:-5:00 00:00:00")]
    [InlineData("RA Dec")]
    public void What_is_no_place_is_refused(string text)
    {
        Assert.False(SkyPosition.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SkyPosition.Parse(text));
    }

    [Fact]
    public void Text_of_a_place_leads_back_to_it()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var place = new SkyPosition(random.NextDouble() * 360, (random.NextDouble() * 180) - 90);
            // Nine decimals of a second of time are 15 nano-arcseconds.
            Assert.InRange(SkyPosition.Parse(place.ToSexagesimal(9)).SeparationTo(place), 0, 1e-11);
            Assert.InRange(SkyPosition.Parse(place.ToString()).SeparationTo(place), 0, 1e-6);
        }
    }

    [Theory]
    [InlineData(359.9999999, 0, "00:00:00.00 +00:00:00.0")]
    [InlineData(0, -0.0000001, "00:00:00.00 -00:00:00.0")]
    [InlineData(150.1, 59.99999999, "10:00:24.00 +60:00:00.0")]
    public void Seconds_never_round_to_sixty(double ra, double dec, string expected) => Assert.Equal(expected, new SkyPosition(ra, dec).ToSexagesimal());

    // The HEALPix pixel of order 12 is in the number that Gaia gives a star: source_id / 2^35 (Gaia DR3 documentation, 20.1.1, source_id).
    [Theory]
    [InlineData(4472832130942575872, 269.44850252543836, 4.739420051112412)] // Barnard's star, Gaia DR3, J2016
    [InlineData(5853498713190525696, 217.39232147200883, -62.67607511676666)] // Proxima Centauri
    [InlineData(2947050466531873024, 101.28662552099249, -16.7209326528)] // Sirius B
    [InlineData(762815470562110464, 165.83095967577933, 35.948653032660104)] // Lalande 21185
    public void Pixels_are_those_in_Gaias_names(long source, double ra, double dec)
    {
        // Names are of an earlier place of the star than J2016; these stars move, so a coarser order is asked for.
        const int Order = 8;
        Assert.Equal(source >> 35 >> (2 * (12 - Order)), new SkyPosition(ra, dec).HealpixNested(Order));
    }

    [Fact]
    public void Orders_that_do_not_exist_and_places_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => default(SkyPosition).HealpixNested(30));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(SkyPosition).HealpixNested(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkyPosition(double.NaN, 0).HealpixNested(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkyPosition(0, 91).HealpixNested(3));
    }

    [Fact]
    public void The_galactic_centre_and_pole_are_where_they_were_defined()
    {
        // Blaauw et al. 1960; in ICRS as Reid and Brunthaler (2004) give them.
        Assert.InRange(SkyPosition.Parse("17:45:37.224 -28:56:10.23").SeparationTo(SkyPosition.FromGalactic(0, 0)), 0, 1e-4);
        Assert.InRange(SkyPosition.Parse("12:51:26.282 +27:07:42.01").SeparationTo(SkyPosition.FromGalactic(0, 90)), 0, 1e-4);
    }

    [Fact]
    public void A_cone_holds_what_is_nearer_than_its_radius()
    {
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var center = Near(random, new SkyPosition(random.NextDouble() * 360, i % 3 == 0 ? 89.9 : (random.NextDouble() * 180) - 90), 0.2);
            var radius = i % 2 == 0 ? random.NextDouble() * 180 : random.NextDouble() * 0.001;
            var place = i % 2 == 0 ? new SkyPosition(random.NextDouble() * 360, (random.NextDouble() * 180) - 90) : Near(random, center, 0.001);
            var separation = center.SeparationTo(place);
            if (Math.Abs(separation - radius) > 1e-9) Assert.Equal(separation < radius, new SkyCone(center, radius).Contains(place));
        }
    }

    [Fact]
    public void A_cone_of_nothing_holds_its_middle_and_no_cone_holds_what_is_no_place()
    {
        var cone = new SkyCone(new SkyPosition(10, 20), 0);

        Assert.True(cone.Contains(10, 20));
        Assert.False(cone.Contains(10, 20.0000001));
        Assert.False(new SkyCone(default, 180).Contains(null, 1));
        Assert.False(new SkyCone(default, 180).Contains(double.NaN, 1));
        Assert.False(new SkyCone(default, 180).Contains(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkyCone(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkyCone(default, double.NaN));
    }

    private static SkyPosition Near(Random random, SkyPosition place, double degrees) =>
        new((place.Ra + (degrees * random.NextDouble()) + 360) % 360, Math.Clamp(place.Dec + (degrees * (random.NextDouble() - 0.5)), -90, 90));
}
