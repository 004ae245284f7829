using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// A star that pulsates: an RR Lyrae star (half a day, a steep rise and a slow decline) or a long-period variable (hundreds of days,
/// smooth). The template holds its mean light or, as the images of the template were few, some phase of its own.
/// </summary>
internal sealed class PulsatingStar : Source
{
    // Fourier series of an RRab star in g: amplitudes relative to the first harmonic, and phases.
    private static readonly double[] Amplitudes = [1, 0.48, 0.33, 0.22, 0.13];
    private static readonly double[] Phases = [0, 2.35, 4.95, 1.2, 3.8];
    private static readonly double[] BandAmplitude = [1.15, 1.0, 0.72, 0.57, 0.5, 0.47];

    private readonly Spectrum _mean;
    private readonly double _period;
    private readonly double _epoch;
    private readonly double _amplitude;
    private readonly int _harmonics;
    private readonly double _templateOffset;

    public PulsatingStar(SimulationRandom random, double meanMagnitude, bool longPeriod)
    {
        LongPeriod = longPeriod;
        _mean = new Spectrum(meanMagnitude, longPeriod ? random.Uniform(0.9, 1.5) : random.Uniform(0.1, 0.35));
        _period = longPeriod ? random.Uniform(90, 480) : random.Uniform(0.42, 0.78);
        _amplitude = longPeriod ? random.Uniform(0.25, 1.3) : random.Uniform(0.22, 0.5);
        _harmonics = longPeriod ? 2 : Amplitudes.Length;
        _epoch = random.Uniform(0, _period);
        _templateOffset = random.Gaussian(0, 0.35) * _amplitude;
    }

    public bool LongPeriod { get; }

    public override SourceKind Kind => SourceKind.PulsatingStar;

    public override double TemplateFlux(Band band) => _mean.Flux(band) * Math.Pow(10, -0.4 * _templateOffset * BandAmplitude[(int)band]);

    public override double FluxChange(Band band, double mjd)
    {
        var cycle = (mjd - _epoch) / _period;
        var angle = 2 * Math.PI * (cycle - Math.Floor(cycle));
        var change = 0.0;
        for (var k = 0; k < _harmonics; k++) change += Amplitudes[k] * Math.Sin((k + 1) * angle + Phases[k]);
        return _mean.Flux(band) * Math.Pow(10, -0.4 * change * _amplitude * BandAmplitude[(int)band]) - TemplateFlux(band);
    }
}
