using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Simulation.Sky;

/// <summary>Times as the surveys and the broker write them.</summary>
internal static class SurveyTime
{
    public static DateTime ToUtc(double mjd) => AstroTime.FromMjdUtc(mjd).Utc.UtcDateTime;

    /// <summary>The broker's own text: naive, UTC, fractions of a second without trailing zeros.</summary>
    public static string BrokerText(double mjd) => ToUtc(mjd).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
