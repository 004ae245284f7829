using System.Buffers;
using System.Text.Json;
using FinkTyped.Astronomy;

namespace FinkTyped.Dashboard.Live;

/// <summary>What a page shows of a new alert: words, thumbnails, and a light curve of a few points.</summary>
internal static class AlertCard
{
    private const int MostPoints = 120;

    public static byte[] ToJson(ShownAlert shown)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("id", shown.Id);
        json.WriteString("name", shown.Glance.Identity.Name);
        json.WriteString("survey", shown.Glance.Identity.Survey);
        json.WriteString("topic", shown.Topic);
        json.WriteString("class", shown.Class);
        json.WriteString("band", shown.Glance.Band);
        if (shown.Glance.Magnitude is { } magnitude && double.IsFinite(magnitude)) json.WriteNumber("mag", Math.Round(magnitude, 2));
        try
        {
            if (SurveyAlert.TryDecode(shown.Datum.WriterSchema, shown.Datum.Datum.Span, out var alert)) Pictures(json, alert);
        }
        catch (AvroException)
        {
            // Its words have to do; its page says what is wrong.
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Pictures(Utf8JsonWriter json, ISurveyAlert alert)
    {
        json.WriteStartArray("images");
        foreach (var kind in Enum.GetValues<CutoutKind>()) Image(json, alert, kind);
        json.WriteEndArray();
        json.WriteStartArray("curve");
        Curve(json, LightCurve.Of(alert));
        json.WriteEndArray();
    }

    private static void Image(Utf8JsonWriter json, ISurveyAlert alert, CutoutKind kind)
    {
        try
        {
            if (CutoutImage.Of(alert, kind) is { } image) json.WriteBase64StringValue(image.ToPng(scale: image.NorthAngle is null ? 1 : 2, northUp: true));
        }
        catch (FitsException)
        {
            // A card without this picture; the page says why.
        }
    }

    // Difference fluxes over time, both from 0 to 100.
    private static void Curve(Utf8JsonWriter json, LightCurve curve)
    {
        var points = curve.Where(p => p.Difference is { } flux && Math.Abs(flux.Value) <= float.MaxValue).ToList();
        if (points.Count == 0) return;
        var (first, last) = (points[0].Time.MjdTai, points[^1].Time.MjdTai);
        var detections = points.Where(p => p.Kind == LightCurvePointKind.Detection).ToList();
        var range = detections.Count > 0 ? detections : points;
        var (low, high) = (range.Min(p => p.Difference!.Value.Value), range.Max(p => p.Difference!.Value.Value));
        var every = Math.Max(1, points.Count / MostPoints);
        for (var i = points.Count - 1; i >= 0; i -= every)
        {
            var flux = points[i].Difference!.Value.Value;
            json.WriteStartArray();
            json.WriteNumberValue(last > first ? Math.Round((points[i].Time.MjdTai - first) / (last - first) * 100, 1) : 50);
            json.WriteNumberValue(high > low ? Math.Round(Math.Clamp((flux - low) / (high - low), -0.1, 1.1) * 100, 1) : 50);
            json.WriteStringValue(points[i].Band);
            json.WriteNumberValue(points[i].Kind == LightCurvePointKind.Detection ? 1 : 0);
            json.WriteEndArray();
        }
    }
}
