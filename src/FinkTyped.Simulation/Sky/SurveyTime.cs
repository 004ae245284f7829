using System.Globalization;

namespace FinkTyped.Simulation.Sky;

/// <summary>Times as the surveys and the broker write them.</summary>
internal static class SurveyTime
{
    /// <summary>TAI − UTC since 2017, in days.</summary>
    public const double TaiMinusUtc = 37.0 / 86400;

    public const double JdOfMjdZero = 2400000.5;

    private const double MjdOfUnixEpoch = 40587;

    public static double Mjd(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + MjdOfUnixEpoch;

    public static DateTime ToUtc(double mjd) => DateTime.UnixEpoch.AddTicks((long)((mjd - MjdOfUnixEpoch) * TimeSpan.TicksPerDay));

    /// <summary>The broker's own text: naive, UTC, fractions of a second without trailing zeros.</summary>
    public static string BrokerText(double mjd) => ToUtc(mjd).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
