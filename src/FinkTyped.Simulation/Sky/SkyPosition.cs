namespace FinkTyped.Simulation.Sky;

/// <summary>A place on the sky, in degrees (ICRS).</summary>
internal readonly record struct SkyPosition(double Ra, double Dec)
{
    private const double Degree = Math.PI / 180;
    private const double ObliquityJ2000 = 23.4392911 * Degree;
    private const double GalacticPoleRa = 192.85948 * Degree;
    private const double GalacticPoleDec = 27.12825 * Degree;
    private const double NorthPoleLongitude = 122.93192 * Degree;

    /// <summary>The place some seconds of arc to the east and north.</summary>
    public SkyPosition Shifted(double eastArcseconds, double northArcseconds)
    {
        var ra = Ra + eastArcseconds / 3600 / Math.Cos(Dec * Degree);
        return new(Wrap(ra), Dec + northArcseconds / 3600);
    }

    /// <summary>The angle to another place near by, in seconds of arc.</summary>
    public double DistanceTo(SkyPosition other)
    {
        var east = (Ra - other.Ra) * Math.Cos(Dec * Degree);
        var north = Dec - other.Dec;
        return Math.Sqrt(east * east + north * north) * 3600;
    }

    /// <summary>Ecliptic longitude and latitude, in degrees.</summary>
    public (double Longitude, double Latitude) ToEcliptic()
    {
        var (sinRa, cosRa) = Math.SinCos(Ra * Degree);
        var (sinDec, cosDec) = Math.SinCos(Dec * Degree);
        var (sinObliquity, cosObliquity) = Math.SinCos(ObliquityJ2000);
        var latitude = Math.Asin(sinDec * cosObliquity - cosDec * sinObliquity * sinRa);
        var longitude = Math.Atan2(sinDec * sinObliquity + cosDec * cosObliquity * sinRa, cosDec * cosRa);
        return (Wrap(longitude / Degree), latitude / Degree);
    }

    /// <summary>The place of an ecliptic longitude and latitude, in degrees.</summary>
    public static SkyPosition FromEcliptic(double longitude, double latitude)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(longitude * Degree);
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Degree);
        var (sinObliquity, cosObliquity) = Math.SinCos(ObliquityJ2000);
        var dec = Math.Asin(sinLatitude * cosObliquity + cosLatitude * sinObliquity * sinLongitude);
        var ra = Math.Atan2(cosLatitude * cosObliquity * sinLongitude - sinLatitude * sinObliquity, cosLatitude * cosLongitude);
        return new(Wrap(ra / Degree), dec / Degree);
    }

    /// <summary>Galactic longitude and latitude, in degrees.</summary>
    public (double Longitude, double Latitude) ToGalactic()
    {
        var (sinRa, cosRa) = Math.SinCos(Ra * Degree - GalacticPoleRa);
        var (sinDec, cosDec) = Math.SinCos(Dec * Degree);
        var (sinPole, cosPole) = Math.SinCos(GalacticPoleDec);
        var latitude = Math.Asin(sinDec * sinPole + cosDec * cosPole * cosRa);
        var longitude = NorthPoleLongitude - Math.Atan2(cosDec * sinRa, sinDec * cosPole - cosDec * sinPole * cosRa);
        return (Wrap(longitude / Degree), latitude / Degree);
    }

    private static double Wrap(double degrees) => degrees - 360 * Math.Floor(degrees / 360);
}
