using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Surveys.Tests;

public class PhotometryTests
{
    [Theory]
    [InlineData(1, 31.4)]
    [InlineData(100, 26.4)]
    [InlineData(1000, 23.9)]
    [InlineData(15362.61328125, 20.9338)] // the brightest source of the LSST sample
    [InlineData(3.631e12, -0.0000656)] // 3631 Jy: 0 mag but for Rubin's rounding of the zero point
    public void A_flux_has_an_AB_magnitude(double flux, double expected) =>
        Assert.Equal(expected, Photometry.ToMagnitude(flux)!.Value, 1e-4);

    [Theory]
    [InlineData(0)]
    [InlineData(-19549.39)]
    [InlineData(double.NaN)]
    public void A_flux_that_is_not_positive_has_none(double flux)
    {
        Assert.Null(Photometry.ToMagnitude(flux));
        Assert.Null(new Flux(flux, 1).ToMagnitude());
    }

    [Fact]
    public void The_error_of_a_magnitude_is_the_relative_error_of_the_flux_times_1_0857()
    {
        var magnitude = new Flux(1000, 100).ToMagnitude()!.Value;

        Assert.Equal(23.9, magnitude.Value, 1e-12);
        Assert.Equal(0.10857362, magnitude.Error, 1e-8);
        Assert.Equal(10, new Flux(1000, 100).SignalToNoise);
    }

    [Fact]
    public void A_magnitude_and_its_flux_lead_back_to_each_other()
    {
        var flux = new Magnitude(18.747238, 0.05).ToFlux();
        var magnitude = flux.ToMagnitude()!.Value;

        Assert.Equal(18.747238, magnitude.Value, 1e-12);
        Assert.Equal(0.05, magnitude.Error, 1e-12);
    }

    [Fact]
    public void A_flux_and_a_magnitude_are_printed_and_serialised()
    {
        var flux = new Flux(1000, 100);

        Assert.Equal("1000 ± 100 nJy", flux.ToString());
        Assert.Equal("23.90 ± 0.11 mag", flux.ToMagnitude().ToString());
        Assert.Equal("18.5 ± NaN nJy", new Flux(18.5, double.NaN).ToString());
        Assert.Equal(flux, JsonSerializer.Deserialize<Flux>(JsonSerializer.Serialize(flux)));
        Assert.Equal("""{"Value":18.5,"Error":"NaN"}""", JsonSerializer.Serialize(new Magnitude(18.5, double.NaN)));
    }

    [Fact]
    public void An_upper_limit_is_the_magnitude_of_five_sigma()
    {
        Assert.Equal(31.4 - (2.5 * Math.Log10(500)), Photometry.UpperLimit(100)!.Value, 1e-12);
        Assert.Equal(26.4, Photometry.UpperLimit(100, sigmas: 1)!.Value, 1e-12);
        Assert.Null(Photometry.UpperLimit(double.NaN));
    }

    [Fact]
    public void Two_equal_sources_are_three_quarters_of_a_magnitude_brighter_than_one()
    {
        var one = new Magnitude(20, 0.1);
        var both = Photometry.ApparentMagnitude(one, one, isBrighter: true)!.Value;

        Assert.Equal(20 - (2.5 * Math.Log10(2)), both.Value, 1e-12);
        Assert.Equal(0.1 / Math.Sqrt(2), both.Error, 1e-12);
    }

    [Fact]
    public void A_source_that_faded_has_less_flux_than_its_reference()
    {
        var apparent = Photometry.ApparentMagnitude(new Magnitude(19, 0.05), new Magnitude(18, 0.02), isBrighter: false)!.Value;

        // 10^(-0.4 * 18) - 10^(-0.4 * 19) = (1 - 0.398107) * 10^(-7.2)
        Assert.Equal(18 - (2.5 * Math.Log10(1 - 0.39810717)), apparent.Value, 1e-7);
        Assert.True(apparent.Error > 0.02);
    }

    [Fact]
    public void A_source_that_is_gone_has_no_magnitude() =>
        Assert.Null(Photometry.ApparentMagnitude(new Magnitude(18, 0.02), new Magnitude(18, 0.02), isBrighter: false));

    [Theory]
    [InlineData("t", true)]
    [InlineData("1", true)]
    [InlineData("f", false)]
    [InlineData("0", false)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_sign_of_ZTF_has_two_spellings(string? isdiffpos, bool? expected) =>
        Assert.Equal(expected, Photometry.IsBrighter(isdiffpos));
}
