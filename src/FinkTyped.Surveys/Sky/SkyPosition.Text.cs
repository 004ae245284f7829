using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FinkTyped.Astronomy;

public readonly partial record struct SkyPosition
{
    private const int MostDecimals = 9;

    /// <summary>Reads a place as people write it; see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no place.</exception>
    public static SkyPosition Parse(string text) =>
        TryParse(text, out var position)
            ? position
            : throw new FormatException($"'{PrintableText.Of(text)}' is no place on the sky; write 150.1 -2.2, or 10:00:24 -2:12:00, or 10h00m24s -2d12m00s");

    /// <summary>
    /// Reads a place as people write it: in degrees (<c>150.1 -2.2</c>), or with hours of right ascension and degrees of declination
    /// (<c>10:00:24.0 -02:12:00</c>, <c>10h00m24s -2d12m00s</c>, <c>10 00 24 -02 12 00</c>). A comma may stand between the two. False for anything
    /// else.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SkyPosition position)
    {
        position = default;
        if (text is null) return false;
        var words = text.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var parts = words.Length switch
        {
            2 => (words[0], words[1]),
            6 => (string.Join(':', words[..3]), string.Join(':', words[3..])),
            _ => (null, null),
        };
        if (parts is not ({ } first, { } second)) return false;
        if (!TryAngle(first, out var ra, out var isSexagesimal) || !TryAngle(second, out var dec, out var isDecSexagesimal)) return false;
        if (isSexagesimal != isDecSexagesimal) return false;
        if (isSexagesimal) ra *= 15;
        if (ra is < 0 or > 360 || dec is < -90 or > 90) return false;
        position = new SkyPosition(ra, dec);
        return true;
    }

    /// <summary>In degrees, to 4 mas: <c>150.100000 -2.200000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ra:F6} {Dec:F6}");

    /// <summary>Hours of right ascension and degrees of declination: <c>10:00:24.00 -02:12:00.0</c>.</summary>
    /// <param name="decimals">Decimals of the seconds of right ascension, 0 to 9; the declination has one less.</param>
    public string ToSexagesimal(int decimals = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MostDecimals);
        if (!double.IsFinite(Ra) || !double.IsFinite(Dec)) return ToString();
        var sign = Dec < 0 ? '-' : '+';
        return $"{Sexagesimal(Wrap(Ra) / 15, decimals, 24)} {sign}{Sexagesimal(Math.Abs(Dec), Math.Max(0, decimals - 1), int.MaxValue)}";
    }

    // Rounded as a whole, so that there is never a 60 in it.
    private static string Sexagesimal(double value, int decimals, int wrap)
    {
        var unit = Math.Pow(10, decimals);
        var (whole, rest) = Math.DivRem((long)Math.Round(value * 3600 * unit), (long)unit);
        var (minutes, seconds) = Math.DivRem(whole, 60);
        var (units, minute) = Math.DivRem(minutes, 60);
        var fraction = decimals == 0 ? "" : "." + rest.ToString("D" + decimals, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{units % wrap:00}:{minute:00}:{seconds:00}{fraction}");
    }

    private static bool TryAngle(string text, out double value, out bool isSexagesimal)
    {
        isSexagesimal = text.AsSpan().ContainsAny(":hdm°");
        if (!isSexagesimal) return TryNumber(text, NumberStyles.Float, out value);
        value = 0;
        var isNegative = text.StartsWith('-') || text.StartsWith('−');
        var parts = text.TrimStart('+', '-', '−').Split([':', 'h', 'd', 'm', 's', '°', '\'', '"', '′', '″'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 3) return false;
        var unit = 1.0;
        foreach (var part in parts)
        {
            if (!TryNumber(part, NumberStyles.AllowDecimalPoint, out var number) || (unit < 1 && number >= 60)) return false;
            value += number * unit;
            unit /= 60;
        }

        if (isNegative) value = -value;
        return true;
    }

    private static bool TryNumber(string text, NumberStyles styles, out double value) =>
        double.TryParse(text, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
