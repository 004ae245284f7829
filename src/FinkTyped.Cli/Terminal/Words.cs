using System.Globalization;

namespace FinkTyped.Cli.Terminal;

/// <summary>Numbers, times and names in sentences.</summary>
internal static class Words
{
    /// <summary><c>1 alert</c>, <c>12 345 alerts</c>.</summary>
    public static string Count(long number, string thing) => $"{Number(number)} {(number == 1 ? thing : thing + "s")}";

    /// <summary>A number with a thin space between thousands, from five digits on.</summary>
    public static string Number(long number) =>
        number is > -10_000 and < 10_000 ? number.ToString(CultureInfo.InvariantCulture) : number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>A length in bytes, kilobytes, megabytes or gigabytes.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => Count(bytes, "byte"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB"),
    };

    /// <summary>A length of time, rounded to what matters: <c>8 s</c>, <c>3 min</c>, <c>1 h 20 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Round(time.TotalSeconds);
        if (seconds < 60) return $"{seconds} s";
        var minutes = (long)Math.Round(time.TotalMinutes);
        if (minutes < 60) return $"{minutes} min";
        return minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";
    }

    /// <summary>A moment in UTC, rounded to the second.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().AddTicks(TimeSpan.TicksPerSecond / 2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c> Did you mean x?</c>, where a known name is near; else nothing.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known) => SimilarNames.Find(name, known) is { } nearest ? $" Did you mean {nearest}?" : "";
}
