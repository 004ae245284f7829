namespace FinkTyped.Filters;

/// <summary>Places on a sphere, by longitude and latitude in degrees.</summary>
internal static class Sphere
{
    private const double ArcsecondsPerDegree = 3600;

    // What catalogues call the two coordinates.
    private static readonly IReadOnlyList<string> Longitudes = ["ra"];
    private static readonly IReadOnlyList<string> Latitudes = ["dec", "decl"];

    /// <summary><c>separation([ra, dec,] ra0, dec0)</c>.</summary>
    public static FilterFunction Separation { get; } = FilterFunction
        .OfNumbers("separation", ["ra", "dec", "ra0", "dec0"], "the angle between two places, in arcseconds", static a => Between(a[0], a[1], a[2], a[3]))
        .WithImplicitFields(Longitudes, Latitudes);

    /// <summary><c>cone([ra, dec,] ra0, dec0, radius)</c>.</summary>
    public static FilterFunction Cone { get; } = FilterFunction
        .Condition("cone", ["ra", "dec", "ra0", "dec0", "radius"], "whether a place lies within a radius, in arcseconds, of another", static a => Within(a))
        .WithImplicitFields(Longitudes, Latitudes);

    private static bool Within(ReadOnlySpan<double> a)
    {
        // Most of the sky is further away in latitude alone.
        var radius = a[4];
        return Math.Abs(a[1] - a[3]) * ArcsecondsPerDegree <= radius && Between(a[0], a[1], a[2], a[3]) <= radius;
    }

    // The haversine formula: exact for small angles, where the cosine rule is not.
    private static double Between(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        var (from, to) = (double.DegreesToRadians(latitude), double.DegreesToRadians(otherLatitude));
        var alongLatitude = Math.Sin((to - from) / 2);
        var alongLongitude = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        var square = (alongLatitude * alongLatitude) + (Math.Cos(from) * Math.Cos(to) * alongLongitude * alongLongitude);
        return double.RadiansToDegrees(2 * Math.Asin(Math.Min(1, Math.Sqrt(square)))) * ArcsecondsPerDegree;
    }
}
