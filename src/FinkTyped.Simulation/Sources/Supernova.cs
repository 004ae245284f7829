using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// A supernova in a galaxy: a logistic rise, then an exponential decline (thermonuclear, with a second maximum in the red) or a plateau
/// (core collapse). Blue light rises and fades first; redshift stretches all.
/// </summary>
internal sealed class Supernova : Source
{
    private const double PlateauDays = 95;
    private static readonly double[] DeclineDays = [9, 14, 20, 27, 30, 32];
    private static readonly double[] RiseDays = [2.6, 3.0, 3.4, 3.8, 4.0, 4.2];
    private static readonly double[] ColourAtPeak = [0.6, 0.0, 0.0, 0.25, 0.35, 0.4];

    private readonly double _peakMjd;
    private readonly double _peakMagnitude;
    private readonly double _stretch;
    private readonly double[] _scale = new double[ColourAtPeak.Length];

    /// <param name="random">Draws the rest of what makes it.</param>
    /// <param name="peakMjd">When it is brightest in r.</param>
    /// <param name="peakMagnitude">How bright it is then.</param>
    public Supernova(SimulationRandom random, double peakMjd, double peakMagnitude)
    {
        _peakMjd = peakMjd;
        _peakMagnitude = peakMagnitude;
        CoreCollapse = random.Chance(0.35);
        Redshift = Math.Clamp(0.03 * Math.Pow(10, 0.2 * (peakMagnitude - (CoreCollapse ? 18.2 : 16.4))), 0.002, 0.9);
        _stretch = (1 + Redshift) * random.Uniform(0.85, 1.15);
        var hostMagnitude = random.Chance(0.12) ? 24.5 : Math.Clamp(random.Gaussian(peakMagnitude - 0.6, 1.4), 13.5, 25);
        var distance = random.Exponential(2.2);
        var direction = random.Uniform(0, 2 * Math.PI);
        Host = new HostGalaxy(
            new Spectrum(hostMagnitude, random.Uniform(0.3, 0.9)), random.LogNormal(1.6, 1.6), distance * Math.Cos(direction),
            distance * Math.Sin(direction), random.Uniform(0.35, 1), random.Uniform(0, Math.PI), Redshift);

        for (var band = 0; band < _scale.Length; band++) _scale[band] = PeakFlux((Band)band) / Math.Max(1e-9, Peak((Band)band));
    }

    public bool CoreCollapse { get; }

    public double Redshift { get; }

    public override SourceKind Kind => SourceKind.Supernova;

    public override HostGalaxy Host { get; }

    public override double TemplateFlux(Band band) => 0;

    public override double FluxChange(Band band, double mjd) => _scale[(int)band] * Shape(band, (mjd - _peakMjd) / _stretch);

    private double PeakFlux(Band band) => AbMagnitude.ToFlux(_peakMagnitude + ColourAtPeak[(int)band]);

    private double Peak(Band band)
    {
        var peak = 0.0;
        for (var days = -15.0; days < 15; days += 0.5) peak = Math.Max(peak, Shape(band, days));
        return peak;
    }

    private double Shape(Band band, double days)
    {
        var rise = RiseDays[(int)band] * (CoreCollapse ? 0.6 : 1);
        var onset = days + 5 * rise;
        if (onset < -3 * rise) return 0;
        var rising = 1 / (1 + Math.Exp(-onset / rise * 1.6));
        var falling = CoreCollapse
            ? Math.Exp(-days / (DeclineDays[(int)band] * 14)) / (1 + Math.Exp((days - PlateauDays) / 5))
            : Math.Exp(-Math.Max(0, days) / DeclineDays[(int)band]) + 0.03 * Math.Exp(-Math.Max(0, days) / 80);
        if (!CoreCollapse && band >= Band.R) falling += SecondMaximum(band) * Math.Exp(-0.5 * Math.Pow((days - 25) / 8, 2));
        return rising * falling;
    }

    private static double SecondMaximum(Band band) => band == Band.R ? 0.12 : 0.38;
}
