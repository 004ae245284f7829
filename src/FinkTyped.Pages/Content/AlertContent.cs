using System.Globalization;
using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Content;

/// <summary>An alert as all pages and pictures look at it: of a known survey with its light curve and cutouts, or just its fields.</summary>
internal sealed class AlertContent : IDisposable
{
    private const int LongestName = 80;

    private static readonly AvroJsonOptions Options = new() { Bytes = AvroJsonBytes.None };

    private readonly JsonDocument _json;

    private AlertContent(AlertDatum datum, JsonDocument json)
    {
        _json = json;
        Datum = datum;
        Alert = Decode(datum);
        if (Alert is null) return;
        Summary = AlertSummary.Of(Alert);
        Curve = LightCurve.Of(Alert);
    }

    /// <summary>The encoded alert, and where it came from.</summary>
    public AlertDatum Datum { get; }

    /// <summary>The alert; null for one of no known survey.</summary>
    public ISurveyAlert? Alert { get; }

    /// <summary>A few words about it; null like <see cref="Alert"/>.</summary>
    public AlertSummary? Summary { get; }

    /// <summary>The light curve; null like <see cref="Alert"/>.</summary>
    public LightCurve? Curve { get; }

    /// <summary>All fields as written, by name.</summary>
    public JsonElement Fields => _json.RootElement;

    /// <summary>What to call the alert.</summary>
    public string Name => Alert?.Identity.Name ?? Text("objectId") ?? Text("alertId") ?? $"{Path.GetFileName(Datum.Path)} #{Datum.Index}";

    /// <summary>A name for a file: nothing of an alert reaches a path but letters and digits.</summary>
    public string FileName
    {
        get
        {
            var name = Alert?.Identity is { SourceId: { } source } identity ? string.Create(CultureInfo.InvariantCulture, $"{identity.Name}_{source}") : Name;
            return string.Create(Math.Min(name.Length, LongestName), name, static (file, from) =>
            {
                for (var i = 0; i < file.Length; i++) file[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] == '-' ? from[i] : '_';
            });
        }
    }

    /// <summary>Looks at an encoded alert.</summary>
    /// <exception cref="AvroException">It is malformed.</exception>
    public static AlertContent Of(AlertDatum datum)
    {
        var json = AvroJson.ToString(datum.WriterSchema, datum.Datum.Span, Options);
        return new AlertContent(datum, JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Options.Limits.MaxDepth * 2 }));
    }

    /// <summary>A value by the path of its field, such as <c>candidate.drb</c>; null where there is none.</summary>
    public JsonElement? Value(string path)
    {
        var value = Fields;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return null;
        }

        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>The cutouts that can be shown, with the PSF where the survey has it; and what is wrong with the others.</summary>
    public IEnumerable<(string Name, CutoutImage? Image, string? Fault)> Cutouts()
    {
        if (Alert is null) yield break;
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            if (Alert.Cutout(kind) is not { IsEmpty: false } fits) continue;
            var (images, fault) = Read(fits.Span);
            yield return (kind.ToString(), images is [var image, ..] ? image : null, fault);
            if (kind == CutoutKind.Difference && images?.FirstOrDefault(i => i.Name == "PSFIMAGE") is { } psf) yield return ("PSF", psf, null);
        }
    }

    public void Dispose() => _json.Dispose();

    // The datum is whole, since its fields could be read; an alert that leaves out what its survey's have is shown as one of no survey.
    private static ISurveyAlert? Decode(AlertDatum datum)
    {
        try
        {
            return SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert) ? alert : null;
        }
        catch (AvroException)
        {
            return null;
        }
    }

    private static (IReadOnlyList<CutoutImage>? Images, string? Fault) Read(ReadOnlySpan<byte> fits)
    {
        try
        {
            return CutoutImage.ReadAll(fits) is { Count: > 0 } images ? (images, null) : (null, "there is no image");
        }
        catch (FitsException e)
        {
            return (null, e.Message);
        }
    }

    private string? Text(string field) =>
        Fields.ValueKind == JsonValueKind.Object && Fields.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
