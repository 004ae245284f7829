namespace FinkTyped.Astronomy;

/// <summary>
/// All places within an angle of one, to be asked for in a query: <c>LsstAlert.Where(a => cone.Contains(a.DiaSource.Ra, a.DiaSource.Dec))</c>.
/// Most places are ruled out by their declination alone. Make it once, outside of the query.
/// </summary>
public readonly record struct SkyCone
{
    private readonly double _cosDec;
    private readonly double _limit;

    /// <summary>The places within an angle of another.</summary>
    /// <param name="center">The middle.</param>
    /// <param name="radius">The angle in degrees, 0 to 180; the rim belongs to the cone.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such angle.</exception>
    public SkyCone(SkyPosition center, double radius)
    {
        if (radius is not (>= 0 and <= 180)) throw new ArgumentOutOfRangeException(nameof(radius), radius, "an angle in degrees, 0 to 180, is needed");
        Center = center;
        Radius = radius;
        _cosDec = Math.Cos(center.Dec * SkyPosition.Degree);
        _limit = Haversine(radius);
    }

    /// <summary>The middle.</summary>
    public SkyPosition Center { get; }

    /// <summary>The angle in degrees.</summary>
    public double Radius { get; }

    /// <summary>Whether a place lies within.</summary>
    public bool Contains(SkyPosition position) => Contains(position.Ra, position.Dec);

    /// <summary>Whether a place lies within; false where a coordinate is null or no number.</summary>
    /// <param name="ra">Right ascension in degrees.</param>
    /// <param name="dec">Declination in degrees.</param>
    public bool Contains(double? ra, double? dec)
    {
        if (ra is not { } longitude || dec is not { } latitude) return false;
        if (!(Math.Abs(latitude - Center.Dec) <= Radius)) return false;
        return Haversine(latitude - Center.Dec) + (_cosDec * Math.Cos(latitude * SkyPosition.Degree) * Haversine(longitude - Center.Ra)) <= _limit;
    }

    // sin^2 of half an angle, which keeps its digits for tiny ones.
    private static double Haversine(double degrees)
    {
        var sine = Math.Sin(degrees * (SkyPosition.Degree / 2));
        return sine * sine;
    }
}
