namespace FinkTyped.Astronomy;

/// <summary>The HEALPix tessellation of the sphere (Gorski et al. 2005, ApJ 622, 759), nested order.</summary>
internal static class Healpix
{
    private const int MaxOrder = 29;

    // From here to the poles the distance to the pole is taken from the cosine of the declination: 1 - z has lost its digits.
    private const double NearPole = 0.99;

    public static long Nested(SkyPosition position, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        if (!double.IsFinite(position.Ra) || position.Dec is not (>= -90 and <= 90)) throw new ArgumentOutOfRangeException(nameof(position), position, "no place on the sky");

        var side = 1L << order;
        var (z, cosine) = Math.SinCos(position.Dec * SkyPosition.Degree);
        // Right ascension in quarters of a turn.
        var quarters = position.Ra / 90;
        quarters -= 4 * Math.Floor(quarters / 4);
        if (quarters >= 4) quarters = 0;
        return Math.Abs(z) <= 2.0 / 3 ? Equatorial(side, order, z, quarters) : Polar(side, order, z, cosine, quarters);
    }

    private static long Equatorial(long side, int order, double z, double quarters)
    {
        var along = side * (0.5 + quarters);
        var across = side * z * 0.75;
        // The lines that rise and fall through the place.
        var rising = (long)(along - across);
        var falling = (long)(along + across);
        var (first, second) = (rising >> order, falling >> order);
        var face = first == second ? (first | 4) : first < second ? first : second + 8;
        return Pixel(face, order, falling & (side - 1), side - (rising & (side - 1)) - 1);
    }

    private static long Polar(long side, int order, double z, double cosine, double quarters)
    {
        var quarter = Math.Min(3, (int)quarters);
        var within = quarters - quarter;
        var distance = Math.Abs(z) < NearPole ? side * Math.Sqrt(3 * (1 - Math.Abs(z))) : side * Math.Abs(cosine) / Math.Sqrt((1 + Math.Abs(z)) / 3);
        var rising = Math.Min(side - 1, (long)(within * distance));
        var falling = Math.Min(side - 1, (long)((1 - within) * distance));
        return z >= 0
            ? Pixel(quarter, order, side - falling - 1, side - rising - 1)
            : Pixel(quarter + 8, order, rising, falling);
    }

    private static long Pixel(long face, int order, long x, long y) => (face << (2 * order)) + Spread(x) + (Spread(y) << 1);

    // The bits of a number with a zero between any two.
    private static long Spread(long value)
    {
        var v = (ulong)value;
        v = (v | (v << 16)) & 0x0000FFFF0000FFFF;
        v = (v | (v << 8)) & 0x00FF00FF00FF00FF;
        v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v << 2)) & 0x3333333333333333;
        v = (v | (v << 1)) & 0x5555555555555555;
        return (long)v;
    }
}
