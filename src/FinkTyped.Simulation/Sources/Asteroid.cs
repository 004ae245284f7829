using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// A minor planet of the main belt, passing by: nothing in the template, and light only in the exposure that caught it. Its distances
/// follow from its place on the sky and the Sun's; it and the Earth move on circles.
/// </summary>
internal sealed class Asteroid : Source
{
    // Exposures further apart than this see it elsewhere: it moves about ten degrees a month.
    private const double StayDays = 0.002;

    // The Earth's mean motion in radians a day: its speed in astronomical units a day, too.
    private const double MeanMotion = 0.01720209895;

    private static readonly Vector EclipticPole = Vector.Towards(SkyPosition.FromEcliptic(0, 90));

    private readonly double _mjd;
    private readonly Spectrum _light;

    /// <param name="random">Draws the rest of what makes it.</param>
    /// <param name="magnitude">Its r magnitude now.</param>
    /// <param name="mjd">Now.</param>
    /// <param name="position">Where it is seen.</param>
    public Asteroid(SimulationRandom random, double magnitude, double mjd, SkyPosition position)
    {
        _mjd = mjd;
        _light = new Spectrum(magnitude, random.Uniform(0.45, 0.65));
        Magnitude = magnitude;
        SemiMajorAxis = random.Uniform(2.15, 3.25);
        Eccentricity = Math.Min(0.4, Math.Abs(random.Gaussian(0.05, 0.09)) + 0.01);
        Inclination = Math.Abs(random.Gaussian(0, 8)) + 0.3;
        Designation = NewDesignation(random);
        Id = 21_160_000_000_000_000 + (long)(random.NextUInt64() >> 20);

        var earth = -1 * Vector.Towards(SkyPosition.FromEcliptic(SunLongitude(mjd), 0));
        var direction = Vector.Towards(position);
        var distance = SemiMajorAxis * (1 + Eccentricity * random.Uniform(-0.8, 0.8));
        var along = -earth.Dot(direction);
        Topo = (along + Math.Sqrt(along * along + distance * distance - 1)) * direction;
        Helio = earth + Topo;
        HelioVelocity = CircularVelocity(Helio);
        TopoVelocity = HelioVelocity - CircularVelocity(earth);
        Elongation = Angle(along);
        PhaseAngle = Angle(Topo.Dot(Helio) / (Topo.Length * Helio.Length));
    }

    public override SourceKind Kind => SourceKind.Asteroid;

    /// <summary>The provisional designation, as <c>2004 JQ12</c>.</summary>
    public string Designation { get; }

    public long Id { get; }

    public double Magnitude { get; }

    /// <summary>In astronomical units, as all its distances.</summary>
    public double SemiMajorAxis { get; }

    public double Eccentricity { get; }

    /// <summary>In degrees, as all its angles.</summary>
    public double Inclination { get; }

    /// <summary>From the Sun.</summary>
    public Vector Helio { get; }

    /// <summary>From the Earth.</summary>
    public Vector Topo { get; }

    /// <summary>In astronomical units a day.</summary>
    public Vector HelioVelocity { get; }

    /// <inheritdoc cref="HelioVelocity"/>
    public Vector TopoVelocity { get; }

    /// <summary>Sun, Earth, asteroid.</summary>
    public double Elongation { get; }

    /// <summary>Sun, asteroid, Earth.</summary>
    public double PhaseAngle { get; }

    /// <summary>The absolute magnitude, with the phase law of slope 0.15 to first order (Bowell et al. 1989).</summary>
    public double AbsoluteMagnitude => Magnitude - 5 * Math.Log10(Helio.Length * Topo.Length) - 0.035 * PhaseAngle - 0.25;

    public override double TemplateFlux(Band band) => 0;

    public override double FluxChange(Band band, double mjd) => Math.Abs(mjd - _mjd) < StayDays ? _light.Flux(band) : 0;

    // The Sun's mean ecliptic longitude, good to two degrees.
    private static double SunLongitude(double mjd) => 280.46 + 0.9856474 * (mjd - 51544.5);

    private static Vector CircularVelocity(Vector place)
    {
        var along = EclipticPole.Cross(place);
        return MeanMotion / Math.Sqrt(place.Length) / along.Length * along;
    }

    private static double Angle(double cosine) => Math.Acos(Math.Clamp(cosine, -1, 1)) * 180 / Math.PI;

    private static string NewDesignation(SimulationRandom random)
    {
        // Half-months and counters skip the letter I; the half-months end at Y.
        var halfMonth = "ABCDEFGHJKLMNOPQRSTUVWXY"[random.Integer(0, 23)];
        var counter = "ABCDEFGHJKLMNOPQRSTUVWXYZ"[random.Integer(0, 24)];
        return FormattableString.Invariant($"{random.Integer(1998, 2022)} {halfMonth}{counter}{random.Integer(10, 99)}");
    }
}
