namespace FinkTyped.Astronomy;

/// <summary>A place on the sky (ICRS).</summary>
/// <param name="Ra">Right ascension in degrees.</param>
/// <param name="Dec">Declination in degrees, -90 to 90.</param>
public readonly partial record struct SkyPosition(double Ra, double Dec)
{
    internal const double Degree = Math.PI / 180;

    // The galactic pole and the longitude of the celestial one: Reid and Brunthaler's (2004, ApJ 616, 872, appendix), which are of FK5, turned
    // to ICRS by the 0.02 arcseconds between the two, as astropy does.
    private const double GalacticPoleRa = 192.85947789477606;
    private const double GalacticPoleDec = 27.128252414968;
    private const double PoleLongitude = 122.93192525541662;

    /// <summary>The place of galactic coordinates, in degrees.</summary>
    public static SkyPosition FromGalactic(double longitude, double latitude)
    {
        var (ra, dec) = Turn(longitude, latitude, PoleLongitude, GalacticPoleDec, GalacticPoleRa);
        return new SkyPosition(ra, dec);
    }

    /// <summary>Galactic longitude (0 to 360) and latitude, in degrees.</summary>
    public (double Longitude, double Latitude) ToGalactic() => Turn(Ra, Dec, GalacticPoleRa, GalacticPoleDec, PoleLongitude);

    /// <summary>The angle to another place, in degrees; exact at the poles, for tiny angles and for opposite places (Vincenty's formula).</summary>
    public double SeparationTo(SkyPosition other)
    {
        var (sinDifference, cosDifference) = Math.SinCos((other.Ra - Ra) * Degree);
        var (sinHere, cosHere) = Math.SinCos(Dec * Degree);
        var (sinThere, cosThere) = Math.SinCos(other.Dec * Degree);
        var east = cosThere * sinDifference;
        var north = (cosHere * sinThere) - (sinHere * cosThere * cosDifference);
        return Math.Atan2(Math.Sqrt((east * east) + (north * north)), (sinHere * sinThere) + (cosHere * cosThere * cosDifference)) / Degree;
    }

    /// <summary>The direction in which another place lies, in degrees from north by east: 0 to 360.</summary>
    public double PositionAngleTo(SkyPosition other)
    {
        var (sinDifference, cosDifference) = Math.SinCos((other.Ra - Ra) * Degree);
        var (sinHere, cosHere) = Math.SinCos(Dec * Degree);
        var (sinThere, cosThere) = Math.SinCos(other.Dec * Degree);
        return Wrap(Math.Atan2(cosThere * sinDifference, (cosHere * sinThere) - (sinHere * cosThere * cosDifference)) / Degree);
    }

    /// <summary>
    /// The HEALPix pixel of the place in nested order (Gorski et al. 2005, ApJ 622, 759), equatorial, as catalogues and MOCs use it.
    /// </summary>
    /// <param name="order">0 to 29; the sphere has 12 * 4^order pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order, or the place is no number.</exception>
    public long HealpixNested(int order) => Healpix.Nested(this, order);

    private static double Wrap(double degrees)
    {
        var wrapped = degrees - (360 * Math.Floor(degrees / 360));
        // A hair below 0 rounds up to 360.
        return wrapped >= 360 ? 0 : wrapped;
    }

    // From one system to another whose pole lies at (poleLongitude, poleLatitude) in the first; the first one's pole has the longitude
    // `zero` in the other. The same formula leads back.
    private static (double Longitude, double Latitude) Turn(double longitude, double latitude, double poleLongitude, double poleLatitude, double zero)
    {
        var (sinPole, cosPole) = Math.SinCos(poleLatitude * Degree);
        var (sinLongitude, cosLongitude) = Math.SinCos((longitude - poleLongitude) * Degree);
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Degree);
        var x = (sinLatitude * cosPole) - (cosLatitude * sinPole * cosLongitude);
        var y = cosLatitude * sinLongitude;
        var z = (sinLatitude * sinPole) + (cosLatitude * cosPole * cosLongitude);
        return (Wrap(zero - (Math.Atan2(y, x) / Degree)), Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) / Degree);
    }
}
