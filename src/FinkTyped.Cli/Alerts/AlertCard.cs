using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Cli.Alerts;

/// <summary>What there is to say about an alert in a few lines, whatever schema it was written with.</summary>
internal sealed class AlertCard
{
    private const int MostLines = 14;
    private const int LongestText = 60;

    private readonly List<(string Label, string Value)> _lines = [];

    private AlertCard(string title) => Title = PrintableText.Of(title);

    public string Title { get; }

    public IReadOnlyList<(string Label, string Value)> Lines => _lines;

    /// <summary>The card of an alert of a survey.</summary>
    public static AlertCard Of(ISurveyAlert alert)
    {
        var summary = AlertSummary.Of(alert);
        var card = new AlertCard(summary.Title);
        foreach (var (label, value) in summary.Lines) card.With(label, value);
        return card;
    }

    /// <summary>The card of any other, given as JSON: its first fields.</summary>
    public static AlertCard Of(JsonElement alert)
    {
        if (alert.ValueKind != JsonValueKind.Object) return new AlertCard("").With("value", Short(alert));
        var card = new AlertCard(Text(alert, "objectId") ?? Text(alert, "id") ?? "alert");
        var fields = 0;
        foreach (var field in alert.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (++fields > MostLines) continue;
            card.With(field.Name, Short(field.Value));
        }

        return fields > MostLines ? card.With("…", $"{fields - MostLines} more fields; --json shows them all") : card;
    }

    private AlertCard With(string label, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _lines.Add((PrintableText.Of(label), PrintableText.Of(value)));
        return this;
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"{value.GetArrayLength()} items",
        JsonValueKind.Object when value.TryGetProperty("$bytes", out var length) && length.ValueKind == JsonValueKind.Number => $"{length.GetRawText()} bytes",
        JsonValueKind.Object => $"{value.EnumerateObject().Count()} fields",
        JsonValueKind.String => Cut(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
