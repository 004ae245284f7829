using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>The source of the template image nearest to an alert: the star itself, its host, or a stranger.</summary>
internal sealed record ZtfReference(SkyPosition Position, Spectrum Light, bool Extended, float Chi, float Sharpness)
{
    public static ZtfReference Of(SimulationRandom random, Source source, SkyPosition position)
    {
        if (source.TemplateFlux(Band.R) > 0)
        {
            var light = new Spectrum(
                AbMagnitude.FromFlux(source.TemplateFlux(Band.R)),
                AbMagnitude.FromFlux(source.TemplateFlux(Band.G)) - AbMagnitude.FromFlux(source.TemplateFlux(Band.R)));
            var shift = random.LogNormal(0.25, 1.8);
            return Star(random, position.Shifted(random.Gaussian(0, shift), random.Gaussian(0, shift)), light);
        }

        if (source.Host is { } host && host.Light.RMagnitude < 22)
        {
            var centre = position.Shifted(host.EastOffset, host.NorthOffset);
            return new ZtfReference(
                centre, host.Light, true, (float)Math.Round(random.LogNormal(4, 1.7), 3), (float)Math.Round(random.Gaussian(0.35, 0.15), 3));
        }

        var direction = random.Uniform(0, 2 * Math.PI);
        var distance = random.Uniform(2, 11);
        var stranger = position.Shifted(distance * Math.Cos(direction), distance * Math.Sin(direction));
        return Star(random, stranger, new Spectrum(random.Uniform(18.5, 22.6), random.Uniform(0.3, 1.3)));
    }

    public float Magnitude(Band band) => (float)Math.Round(Light.Magnitude(band), 3);

    public float Sigma(Band band) => (float)Math.Round(Math.Clamp(0.008 * Math.Pow(10, 0.2 * (Light.Magnitude(band) - 14.5)), 0.008, 0.33), 3);

    private static ZtfReference Star(SimulationRandom random, SkyPosition position, Spectrum light) => new(
        position, light, false, (float)Math.Round(random.LogNormal(0.55, 1.5), 3), (float)Math.Round(random.Gaussian(-0.03, 0.06), 3));
}
