using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// The accretion on a black hole in a galaxy's centre: a damped random walk (Kelly et al. 2009), made as a sum of waves with its power
/// spectrum 1 / (1 + (2πfτ)²). Bluer light varies more.
/// </summary>
internal sealed class ActiveNucleus : Source
{
    private const int Waves = 24;
    private const double LongestPeriod = 3000;
    private const double ShortestPeriod = 3;
    private static readonly double[] BandAmplitude = [1.25, 1.0, 0.85, 0.75, 0.7, 0.65];

    private readonly Spectrum _mean;
    private readonly double[] _frequencies = new double[Waves];
    private readonly double[] _amplitudes = new double[Waves];
    private readonly double[] _phases = new double[Waves];
    private readonly double _templateOffset;

    public ActiveNucleus(SimulationRandom random, double meanMagnitude)
    {
        _mean = new Spectrum(meanMagnitude, random.Uniform(0.1, 0.5));
        var damping = random.LogNormal(150, 2);
        var deviation = random.LogNormal(0.22, 1.6);
        var step = Math.Pow(LongestPeriod / ShortestPeriod, 1.0 / Waves);
        var power = 0.0;
        for (var k = 0; k < Waves; k++)
        {
            var frequency = Math.Pow(step, k) / LongestPeriod;
            var x = 2 * Math.PI * frequency * damping;
            _frequencies[k] = 2 * Math.PI * frequency;
            _amplitudes[k] = Math.Sqrt(frequency / (1 + x * x));
            _phases[k] = random.Uniform(0, 2 * Math.PI);
            power += _amplitudes[k] * _amplitudes[k] / 2;
        }

        for (var k = 0; k < Waves; k++) _amplitudes[k] *= deviation / Math.Sqrt(power);
        _templateOffset = random.Gaussian(0, deviation * 0.7);
        var hostMagnitude = meanMagnitude + random.Uniform(-0.5, 1.5);
        Redshift = Math.Clamp(random.LogNormal(0.4, 2), 0.02, 3);
        Host = new HostGalaxy(
            new Spectrum(hostMagnitude, random.Uniform(0.5, 0.9)), random.LogNormal(1.2, 1.5), random.Gaussian(0, 0.05),
            random.Gaussian(0, 0.05), random.Uniform(0.5, 1), random.Uniform(0, Math.PI), Redshift);
    }

    public double Redshift { get; }

    public override SourceKind Kind => SourceKind.ActiveNucleus;

    public override HostGalaxy Host { get; }

    public override double TemplateFlux(Band band) => _mean.Flux(band) * Math.Pow(10, -0.4 * _templateOffset * BandAmplitude[(int)band]);

    public override double FluxChange(Band band, double mjd)
    {
        var change = 0.0;
        for (var k = 0; k < Waves; k++) change += _amplitudes[k] * Math.Sin(_frequencies[k] * mjd + _phases[k]);
        return _mean.Flux(band) * Math.Pow(10, -0.4 * change * BandAmplitude[(int)band]) - TemplateFlux(band);
    }
}
