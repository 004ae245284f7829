using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FinkTyped.Astronomy;

/// <summary>
/// An instant between the scales that alerts use: Julian dates (JD, days since noon of 1 January 4713 BC), modified Julian dates (MJD = JD
/// - 2400000.5), atomic time (TAI) and civil time (UTC, which stays behind TAI by the leap seconds: 37 s since 2017). Held to 100 ns, finer
/// than a JD (40 µs) or an MJD (0.6 µs) in a double, so both come back as they went in. ZTF's <c>jd</c> is UTC, LSST's
/// <c>midpointMjdTai</c> TAI.
/// </summary>
public readonly record struct AstroTime : IComparable<AstroTime>
{
    /// <summary>The Julian date of MJD 0, 1858-11-17 0h.</summary>
    public const double JulianDateOfMjdZero = 2400000.5;

    // The range of DateTimeOffset, years 1 to 9999, less a day at both ends.
    private const double MinMjd = -678574;
    private const double MaxMjd = 2973482;

    private static readonly DateTimeOffset MjdZero = new(1858, 11, 17, 0, 0, 0, TimeSpan.Zero);

    private readonly long _taiTicks;

    private AstroTime(long taiTicks) => _taiTicks = taiTicks;

    /// <summary>The modified Julian date in TAI.</summary>
    public double MjdTai => ToMjd(_taiTicks);

    /// <summary>The modified Julian date in UTC.</summary>
    public double MjdUtc => ToMjd(UtcTicks);

    /// <summary>The Julian date in UTC.</summary>
    public double JulianDateUtc => MjdUtc + JulianDateOfMjdZero;

    /// <summary>The civil time. A leap second (23:59:60) shows as the first second of the day after it.</summary>
    public DateTimeOffset Utc => MjdZero.AddTicks(UtcTicks);

    /// <summary>How far TAI is ahead of UTC at this time: a whole number of seconds.</summary>
    public TimeSpan TaiMinusUtc => TimeSpan.FromSeconds(LeapSeconds.AtTai(_taiTicks));

    private long UtcTicks => _taiTicks - TaiMinusUtc.Ticks;

    /// <summary>The time of a modified Julian date in TAI, as in LSST's alerts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside the years 1 to 9999.</exception>
    public static AstroTime FromMjdTai(double mjd) => new(ToTicks(mjd));

    /// <summary>The time of a modified Julian date in UTC, as in Fink's <c>brokerIngestMjd</c>.</summary>
    /// <inheritdoc cref="FromMjdTai" path="/exception"/>
    public static AstroTime FromMjdUtc(double mjd) => FromUtcTicks(ToTicks(mjd));

    /// <summary>The time of a Julian date in UTC, as in ZTF's alerts.</summary>
    /// <inheritdoc cref="FromMjdTai" path="/exception"/>
    public static AstroTime FromJulianDateUtc(double julianDate) => FromMjdUtc(julianDate - JulianDateOfMjdZero);

    /// <summary>The time of a modified Julian date in TAI; false for null and for what is no date.</summary>
    public static bool TryFromMjdTai(double? mjd, out AstroTime time)
    {
        time = default;
        if (!IsDate(mjd)) return false;
        time = FromMjdTai(mjd.Value);
        return true;
    }

    /// <summary>The time of a Julian date in UTC; false for null and for what is no date.</summary>
    public static bool TryFromJulianDateUtc(double? julianDate, out AstroTime time)
    {
        time = default;
        if (!IsDate(julianDate - JulianDateOfMjdZero)) return false;
        time = FromJulianDateUtc(julianDate!.Value);
        return true;
    }

    /// <summary>The time of a civil date and time.</summary>
    public static AstroTime FromUtc(DateTimeOffset utc) => FromUtcTicks((utc - MjdZero).Ticks);

    /// <summary>Reads Fink's time stamps, <c>yyyy-MM-dd HH:mm:ss</c> with up to seven decimals, as UTC. False for anything else.</summary>
    public static bool TryParseUtc(string? text, out AstroTime time)
    {
        var parsed = DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var utc);
        time = parsed ? FromUtc(utc) : default;
        return parsed;
    }

    /// <summary>The time that passed from <paramref name="from"/> to <paramref name="to"/>, leap seconds included.</summary>
    public static TimeSpan operator -(AstroTime to, AstroTime from) => to.Subtract(from);

    /// <summary>The time later by <paramref name="span"/>.</summary>
    public static AstroTime operator +(AstroTime time, TimeSpan span) => time.Add(span);

    /// <summary>Whether one time is before the other.</summary>
    public static bool operator <(AstroTime left, AstroTime right) => left._taiTicks < right._taiTicks;

    /// <summary>Whether one time is not after the other.</summary>
    public static bool operator <=(AstroTime left, AstroTime right) => left._taiTicks <= right._taiTicks;

    /// <summary>Whether one time is after the other.</summary>
    public static bool operator >(AstroTime left, AstroTime right) => left._taiTicks > right._taiTicks;

    /// <summary>Whether one time is not before the other.</summary>
    public static bool operator >=(AstroTime left, AstroTime right) => left._taiTicks >= right._taiTicks;

    /// <summary>The time later by <paramref name="span"/>.</summary>
    public AstroTime Add(TimeSpan span) => new(_taiTicks + span.Ticks);

    /// <summary>The time that passed since <paramref name="from"/>, leap seconds included.</summary>
    public TimeSpan Subtract(AstroTime from) => new(_taiTicks - from._taiTicks);

    /// <inheritdoc/>
    public int CompareTo(AstroTime other) => _taiTicks.CompareTo(other._taiTicks);

    /// <summary>The civil time in ISO 8601, to the microsecond.</summary>
    public override string ToString() => Utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static AstroTime FromUtcTicks(long utcTicks) => new(utcTicks + (LeapSeconds.AtUtc(utcTicks) * TimeSpan.TicksPerSecond));

    private static bool IsDate([NotNullWhen(true)] double? mjd) => mjd is >= MinMjd and <= MaxMjd;

    private static long ToTicks(double mjd)
    {
        if (!IsDate(mjd)) throw new ArgumentOutOfRangeException(nameof(mjd), mjd, "no date in the years 1 to 9999");
        var day = Math.Floor(mjd);
        return ((long)day * TimeSpan.TicksPerDay) + (long)Math.Round((mjd - day) * TimeSpan.TicksPerDay);
    }

    // Whole days and the rest apart: their ticks together do not fit the 53 bits of a double.
    private static double ToMjd(long ticks)
    {
        var (day, rest) = Math.DivRem(ticks, TimeSpan.TicksPerDay);
        return day + ((double)rest / TimeSpan.TicksPerDay);
    }
}
