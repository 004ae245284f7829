using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Tests.Sky;

public sealed class SkyPositionTests
{
    [Fact]
    public void The_galactic_centre_is_in_Sagittarius()
    {
        var (longitude, latitude) = new SkyPosition(266.40499, -28.93617).ToGalactic();

        Assert.InRange(Math.Min(longitude, 360 - longitude), 0, 0.001);
        Assert.InRange(latitude, -0.001, 0.001);
    }

    [Fact]
    public void A_real_asteroid_s_coordinates_are_LSST_s()
    {
        // 2004 JQ12 in an LSST alert of March 2026.
        var position = new SkyPosition(150.4555220874077, 3.482150412358473);
        var (lambda, beta) = position.ToEcliptic();
        var (longitude, latitude) = position.ToGalactic();

        Assert.InRange(lambda, 151.275, 151.285);
        Assert.InRange(beta, -8.056, -8.046);
        Assert.InRange(longitude, 235.664, 235.666);
        Assert.InRange(latitude, 43.129, 43.131);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(200, 35)]
    [InlineData(359, -80)]
    public void Ecliptic_coordinates_lead_back(double longitude, double latitude)
    {
        var (back, backLatitude) = SkyPosition.FromEcliptic(longitude, latitude).ToEcliptic();

        Assert.Equal(longitude, back, 9);
        Assert.Equal(latitude, backLatitude, 9);
    }

    [Fact]
    public void A_shift_has_its_length()
    {
        var start = new SkyPosition(0.0001, 60);

        Assert.Equal(5, start.DistanceTo(start.Shifted(3, 4)), 5);
        Assert.InRange(start.Shifted(-3600, 0).Ra, 357, 360);
    }
}
