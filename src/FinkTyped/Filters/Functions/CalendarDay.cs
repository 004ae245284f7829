using System.Globalization;

namespace FinkTyped.Filters;

/// <summary>Times as the days that astronomers count, without leap seconds: the time scale is that of the text.</summary>
internal static class CalendarDay
{
    private const double JdOfMjdZero = 2400000.5;

    private static readonly DateTime MjdZero = new(1858, 11, 17, 0, 0, 0, DateTimeKind.Utc);

    /// <summary><c>jd('2026-03-22T04:00')</c>.</summary>
    public static FilterFunction Jd { get; } =
        FilterFunction.OfConstantText("jd", "time", "the Julian date of a time such as '2026-03-22T04:00' in UTC", static text => Days(text) + JdOfMjdZero);

    /// <summary><c>mjd('2026-03-22T04:00')</c>.</summary>
    public static FilterFunction Mjd { get; } =
        FilterFunction.OfConstantText("mjd", "time", "the modified Julian date of a time such as '2026-03-22T04:00' in UTC", Days);

    private static double Days(string text) =>
        DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out var time)
            ? (time - MjdZero).Ticks / (double)TimeSpan.TicksPerDay
            : throw new FormatException("a time such as '2026-03-22' or '2026-03-22T04:00:00' is wanted here");
}
