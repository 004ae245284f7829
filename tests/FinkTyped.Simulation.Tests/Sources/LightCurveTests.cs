using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Tests.Sources;

public sealed class LightCurveTests
{
    private const double Now = 61100;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 20).Select(i => (ulong)i)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_supernova_rises_faster_than_it_declines(ulong seed)
    {
        var supernova = new Supernova(new SimulationRandom(seed, 0), Now, 19);
        var peak = Sample(supernova, Band.R, Now - 40, Now + 150).MaxBy(p => p.Flux);
        var half = Sample(supernova, Band.R, Now - 40, Now + 150).Where(p => p.Flux > peak.Flux / 2).ToList();

        Assert.InRange(peak.Mjd, Now - 12, Now + 12);
        Assert.True(half[^1].Mjd - peak.Mjd > peak.Mjd - half[0].Mjd);
        Assert.Equal(0, supernova.FluxChange(Band.R, Now - 120));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_supernova_is_as_bright_at_its_peak_as_asked(ulong seed)
    {
        var supernova = new Supernova(new SimulationRandom(seed, 0), Now, 19);
        var peak = Sample(supernova, Band.R, Now - 15, Now + 15).Max(p => p.Flux);

        Assert.InRange(AbMagnitude.FromFlux(peak), 18.9, 19.1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Blue_light_of_a_supernova_fades_first(ulong seed)
    {
        var supernova = new Supernova(new SimulationRandom(seed, 0), Now, 19);

        Assert.True(Fading(Band.G) > Fading(Band.I));

        double Fading(Band band) => supernova.FluxChange(band, Now + 5) / supernova.FluxChange(band, Now + 40);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_pulsating_star_repeats_itself_and_goes_both_ways(ulong seed)
    {
        var star = new PulsatingStar(new SimulationRandom(seed, 0), 17, longPeriod: false);
        var curve = Sample(star, Band.G, Now, Now + 2, 0.002).ToList();

        Assert.True(curve.Max(p => p.Flux) > 0);
        Assert.True(curve.Min(p => p.Flux) < 0);
        Assert.All(curve, p => Assert.True(p.Flux + star.TemplateFlux(Band.G) > 0));
        Assert.InRange(AbMagnitude.FromFlux(star.TemplateFlux(Band.R)), 16, 18);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_pulsating_star_varies_more_in_blue_light(ulong seed)
    {
        var star = new PulsatingStar(new SimulationRandom(seed, 0), 17, longPeriod: false);

        Assert.True(Amplitude(Band.G) > Amplitude(Band.Z));

        double Amplitude(Band band)
        {
            var fluxes = Sample(star, band, Now, Now + 1, 0.005).Select(p => p.Flux + star.TemplateFlux(band)).ToList();
            return fluxes.Max() / fluxes.Min();
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_eclipsing_binary_is_fainter_in_eclipse_and_steady_else(ulong seed)
    {
        var binary = new EclipsingBinary(new SimulationRandom(seed, 0), 17, Now);
        var curve = Sample(binary, Band.R, Now - 20, Now + 20, 0.01).Select(p => p.Flux).ToList();
        var steady = curve.Max();

        Assert.True(binary.FluxChange(Band.R, Now) < 0);
        Assert.InRange(curve.Count(f => f > steady - 1e-6) / (double)curve.Count, 0.45, 0.9);
        Assert.All(curve, f => Assert.True(f + binary.TemplateFlux(Band.R) > 0));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_active_nucleus_wanders_without_jumps(ulong seed)
    {
        var nucleus = new ActiveNucleus(new SimulationRandom(seed, 0), 18);
        var magnitudes = Sample(nucleus, Band.R, Now, Now + 2000, 1)
            .Select(p => AbMagnitude.FromFlux(p.Flux + nucleus.TemplateFlux(Band.R))).ToList();
        var mean = magnitudes.Average();

        Assert.InRange(Math.Sqrt(magnitudes.Average(m => (m - mean) * (m - mean))), 0.03, 1);
        Assert.All(magnitudes.Zip(magnitudes.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 0.3));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_failed_subtraction_is_rare_but_for_the_time_it_was_made_for(ulong seed)
    {
        var artefact = new SubtractionArtefact(new SimulationRandom(seed, 0), 15, Now);
        var curve = Sample(artefact, Band.R, Now - 30, Now - 1, 0.01).ToList();

        Assert.NotEqual(0, artefact.FluxChange(Band.R, Now));
        Assert.InRange(curve.Count(p => p.Flux != 0) / (double)curve.Count, 0.003, 0.07);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_asteroid_is_seen_once_at_distances_that_agree(ulong seed)
    {
        var asteroid = new Asteroid(new SimulationRandom(seed, 0), 20, 61105.1, new SkyPosition(150.5, 3.5));

        Assert.Equal(20, AbMagnitude.FromFlux(asteroid.FluxChange(Band.R, 61105.1)), 6);
        Assert.Equal(0, asteroid.FluxChange(Band.R, 61104.1));
        Assert.InRange(asteroid.Elongation, 155, 172);
        Assert.InRange(asteroid.PhaseAngle, 2, 12);
        Assert.InRange(asteroid.Helio.Length, 1.5, 4.5);
        Assert.InRange(asteroid.Helio.Length - asteroid.Topo.Length, 0.8, 1);
        Assert.InRange(asteroid.AbsoluteMagnitude, 13, 20);
        Assert.Matches("^[12][0-9]{3} [A-HJ-Y][A-HJ-Z][0-9]{2}$", asteroid.Designation);
    }

    private static IEnumerable<(double Mjd, double Flux)> Sample(Source source, Band band, double from, double to, double step = 0.25)
    {
        for (var mjd = from; mjd < to; mjd += step) yield return (mjd, source.FluxChange(band, mjd));
    }
}
