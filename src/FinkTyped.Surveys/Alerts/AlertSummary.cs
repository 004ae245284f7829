using System.Globalization;

namespace FinkTyped.Astronomy;

/// <summary>What there is to say about an alert in a few lines.</summary>
public sealed class AlertSummary
{
    // What makes the one line.
    private static readonly string[] Essential = ["observed", "position", "magnitude", "flux"];

    private readonly List<(string Label, string Value)> _lines = [];

    internal AlertSummary(string title) => Title = title;

    /// <summary>The name of the object.</summary>
    public string Title { get; }

    /// <summary>What is known: a word for what it is, and the value with its unit.</summary>
    public IReadOnlyList<(string Label, string Value)> Lines => _lines;

    /// <summary>The summary of an alert.</summary>
    public static AlertSummary Of(ISurveyAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Summarise();
    }

    /// <summary>The value of a line; null where there is none.</summary>
    /// <param name="label">Such as <c>class</c>.</param>
    public string? Line(string label) => _lines.Find(l => l.Label == label).Value;

    /// <summary>One line: name, time, place and brightness.</summary>
    public override string ToString() => $"{Title}  {string.Join("  ", _lines.Where(l => Essential.Contains(l.Label)).Select(l => l.Value))}";

    /// <summary>Adds a line; nothing where there is nothing to say.</summary>
    internal AlertSummary With(string label, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _lines.Add((label, value));
        return this;
    }

    /// <summary>Adds when and in which filter.</summary>
    internal AlertSummary WithTime(ISurveyAlert alert, string? band, string? detail = null)
    {
        if (alert.ObservedAt() is not { } time) return this;
        var text = time.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
        if (band is not null) text += $" in {band}";
        return With("observed", text + detail);
    }

    /// <summary>Adds the place.</summary>
    internal AlertSummary WithPosition(ISurveyAlert alert, int decimals) => alert.Position() is not { } position
        ? this
        : With("position", $"RA {Number(position.Ra, decimals)}°, Dec {Number(position.Dec, decimals)}°");

    /// <summary>Adds the lengths of the cutouts.</summary>
    internal AlertSummary WithCutouts(ISurveyAlert alert)
    {
        string?[] cutouts = [Length("science", CutoutKind.Science), Length("template", CutoutKind.Template), Length("difference", CutoutKind.Difference)];
        return With("cutouts", Words(cutouts));
        string? Length(string name, CutoutKind kind) => alert.Cutout(kind) is { } fits ? $"{name} {Number(fits.Length / 1000.0, 1)} kB" : null;
    }

    /// <summary>A number with so many decimals; empty for null.</summary>
    internal static string Number(double? value, int decimals) => value?.ToString("F" + decimals, CultureInfo.InvariantCulture) ?? "";

    /// <summary>How many of something.</summary>
    internal static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>The words that there are, each once.</summary>
    internal static string Words(IEnumerable<string?> words) => string.Join(", ", words.Where(w => w is not null).Distinct());
}
