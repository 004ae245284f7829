using System.Text.Json;

namespace FinkTyped.Cli.Alerts;

/// <summary>What there is to say about an alert in a few lines, whatever schema it was written with.</summary>
internal sealed class AlertCard
{
    private const int MostLines = 14;
    private const int LongestText = 60;
    private static readonly string[] Cutouts = ["Science", "Template", "Difference"];

    private readonly List<(string Label, string Value)> _lines = [];

    private AlertCard(string title) => Title = PrintableText.Of(title);

    public string Title { get; }

    public IReadOnlyList<(string Label, string Value)> Lines => _lines;

    /// <summary>The card of an alert given as JSON.</summary>
    public static AlertCard Of(JsonElement alert)
    {
        if (alert.ValueKind != JsonValueKind.Object) return new AlertCard("").With("value", Short(alert));
        if (alert.Record("candidate") is { } candidate && candidate.Number("jd") is not null) return ZtfCard.Of(alert, candidate);
        if (alert.Record("diaSource") is { } source && source.Number("psfFlux") is not null) return LsstCard.Of(alert, source);
        return OfAny(alert);
    }

    /// <summary>A card with a title and no line yet.</summary>
    public static AlertCard Titled(string title) => new(title);

    /// <summary>Adds a line; nothing where there is nothing to say.</summary>
    public AlertCard With(string label, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _lines.Add((PrintableText.Of(label), PrintableText.Of(value)));
        return this;
    }

    /// <summary>Adds the lengths of the three cutouts.</summary>
    public AlertCard WithCutouts(Func<string, long?> length)
    {
        var present = Cutouts.Where(kind => length(kind) is not null).Select(kind => $"{kind.ToLowerInvariant()} {length(kind)!.Value.Kilobytes()}");
        return With("cutouts", string.Join(", ", present));
    }

    // Of an alert of another kind: its first fields.
    private static AlertCard OfAny(JsonElement alert)
    {
        var card = new AlertCard(alert.Text("objectId") ?? alert.Text("id") ?? "alert");
        var fields = 0;
        foreach (var field in alert.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            if (++fields > MostLines) continue;
            card.With(field.Name, Short(field.Value));
        }

        return fields > MostLines ? card.With("…", $"{fields - MostLines} more fields; --json shows them all") : card;
    }

    private static string Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"{value.GetArrayLength()} items",
        JsonValueKind.Object when value.Bytes() is { } bytes => $"{bytes} bytes",
        JsonValueKind.Object => $"{value.EnumerateObject().Count()} fields",
        JsonValueKind.String => Cut(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
