namespace FinkTyped.Astronomy;

/// <summary>
/// The table of leap seconds, from IERS Bulletin C (<see href="https://hpiers.obspm.fr/iers/bul/bulc/Leap_Second.dat"/>): 27 so far, the
/// last at the end of 2016. Before 1972, when UTC and TAI drifted against each other, the difference of 1972 is taken.
/// </summary>
internal static class LeapSeconds
{
    private const int First = 10;

    // Modified Julian dates (UTC) of the midnights at which TAI - UTC grew by a second, from 1972-07-01 to 2017-01-01.
    private static ReadOnlySpan<int> Midnights =>
    [
        41499, 41683, 42048, 42413, 42778, 43144, 43509, 43874, 44239, 44786, 45151, 45516, 46247, 47161,
        47892, 48257, 48804, 49169, 49534, 50083, 50630, 51179, 53736, 54832, 56109, 57204, 57754,
    ];

    /// <summary>TAI - UTC in whole seconds at a UTC time, in ticks since MJD 0.</summary>
    public static int AtUtc(long utcTicks)
    {
        var count = Midnights.Length;
        while (count > 0 && utcTicks < Midnights[count - 1] * TimeSpan.TicksPerDay) count--;
        return First + count;
    }

    /// <summary>
    /// TAI - UTC in whole seconds at a TAI time, in ticks since MJD 0. A leap second still has the difference of the day it ends.
    /// </summary>
    public static int AtTai(long taiTicks)
    {
        var count = Midnights.Length;
        while (count > 0 && taiTicks < (Midnights[count - 1] * TimeSpan.TicksPerDay) + ((First + count) * TimeSpan.TicksPerSecond)) count--;
        return First + count;
    }
}
