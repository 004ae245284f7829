using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// A minor planet near opposition, passing by: nothing in the template, and light only in the exposure that caught it. Its elements are
/// those of the main belt; distances follow from them on circular orbits seen from the Earth.
/// </summary>
internal sealed class Asteroid : Source
{
    // Exposures further apart than this see it elsewhere: it moves about ten degrees a month.
    private const double StayDays = 0.002;

    private readonly double _mjd;
    private readonly Spectrum _light;

    public Asteroid(SimulationRandom random, double magnitude, double mjd)
    {
        _mjd = mjd;
        _light = new Spectrum(magnitude, random.Uniform(0.45, 0.65));
        Magnitude = magnitude;
        SemiMajorAxis = random.Uniform(2.15, 3.25);
        Eccentricity = Math.Min(0.4, Math.Abs(random.Gaussian(0.05, 0.09)) + 0.01);
        Inclination = Math.Abs(random.Gaussian(0, 8)) + 0.3;
        HelioDistance = SemiMajorAxis * (1 + Eccentricity * random.Uniform(-0.8, 0.8));
        PhaseAngle = random.Uniform(1.5, 12);
        Angle = random.Uniform(0, 2 * Math.PI);
        Designation = NewDesignation(random);
        Id = (random.NextUInt64() >> 16) + 20_000_000_000_000_000UL;
    }

    public override SourceKind Kind => SourceKind.Asteroid;

    /// <summary>The provisional designation, as <c>2004 JQ12</c>.</summary>
    public string Designation { get; }

    public ulong Id { get; }

    public double Magnitude { get; }

    /// <summary>In astronomical units, as all its distances.</summary>
    public double SemiMajorAxis { get; }

    public double Eccentricity { get; }

    /// <summary>In degrees.</summary>
    public double Inclination { get; }

    /// <summary>From the Sun.</summary>
    public double HelioDistance { get; }

    /// <summary>From the Earth, by the cosine law with the Earth at one unit and the phase angle at the asteroid.</summary>
    public double TopoDistance
    {
        get
        {
            var (sin, cos) = Math.SinCos(PhaseAngle * Math.PI / 180);
            return HelioDistance * cos - Math.Sqrt(1 - HelioDistance * HelioDistance * sin * sin);
        }
    }

    /// <summary>Sun, asteroid, Earth; in degrees.</summary>
    public double PhaseAngle { get; }

    /// <summary>The direction of its motion, in radians from east to north.</summary>
    public double Angle { get; }

    /// <summary>Absolute magnitude with the slope 0.15 (Bowell et al. 1989, to first order in the phase angle).</summary>
    public double AbsoluteMagnitude => Magnitude - 5 * Math.Log10(HelioDistance * TopoDistance) - 0.035 * PhaseAngle - 0.25;

    public override double TemplateFlux(Band band) => 0;

    public override double FluxChange(Band band, double mjd) => Math.Abs(mjd - _mjd) < StayDays ? _light.Flux(band) : 0;

    private static string NewDesignation(SimulationRandom random)
    {
        ReadOnlySpan<char> halfMonths = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y'];
        var second = (char)('A' + random.Integer(0, 24));
        if (second >= 'I') second++;
        return FormattableString.Invariant($"{random.Integer(1998, 2022)} {random.Pick(halfMonths)}{second}{random.Integer(10, 99)}");
    }
}
