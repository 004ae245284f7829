using System.Globalization;
using FinkTyped.Filters;

namespace FinkTyped.Astronomy;

/// <summary>What an <see cref="AlertFilter"/> over the surveys' alerts may call beside <see cref="FilterFunctions.Default"/>.</summary>
public static class AstronomyFunctions
{
    /// <summary>
    /// <see cref="FilterFunctions.Default"/> with <c>mjd_tai('2026-03-22T04:00')</c>, a time in UTC as the days in TAI that LSST's alerts count, and
    /// <c>abmag(flux)</c>, the AB magnitude of a flux in nJy.
    /// </summary>
    public static FilterFunctions All { get; } = FilterFunctions.Default.With(
        FilterFunction.OfConstantText("mjd_tai", "time", "the modified Julian date in TAI of a time such as '2026-03-22T04:00' in UTC", MjdTai),
        FilterFunction.OfNumbers("abmag", ["flux"], "the AB magnitude of a flux in nJy; NaN where it is not positive", static a => Photometry.ToMagnitude(a[0]) ?? double.NaN));

    private static double MjdTai(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? AstroTime.FromUtc(time).MjdTai
            : throw new FormatException("a time such as '2026-03-22' or '2026-03-22T04:00:00' is wanted here");
}
