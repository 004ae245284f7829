using System.Text.Json;
using FinkTyped.Astronomy;
using FinkTyped.Pages.Drawing;

namespace FinkTyped.Pages.Content;

/// <summary>A light curve as the page's script wants it: a row of numbers for each point.</summary>
internal static class CurveJson
{
    /// <summary>Writes <c>{"band":[…],"scale":…,"now":…,"points":[[mjd, band, kind, difference, error, total, error, limit], …]}</c>.</summary>
    public static void Write(Utf8JsonWriter json, ISurveyAlert alert, LightCurve curve)
    {
        var isZtf = alert.Identity.Survey == "ZTF";
        var bands = curve.Bands;
        json.WriteStartObject();
        json.WriteStartArray("bands");
        foreach (var band in bands) json.WriteStringValue(band);
        json.WriteEndArray();
        json.WriteString("scale", isZtf ? "UTC" : "TAI");
        json.WriteString("quantity", isZtf ? "mag" : "flux");
        if (alert.ObservedAt() is { } now) json.WriteNumber("now", Mjd(now, isZtf));
        json.WriteStartArray("points");
        foreach (var point in curve)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(Mjd(point.Time, isZtf), 6));
            json.WriteNumberValue(Index(bands, point.Band));
            json.WriteNumberValue((int)point.Kind);
            Write(json, point.Difference);
            Write(json, point.Total);
            Write(json, point.LimitingMagnitude);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Mjd(AstroTime time, bool isZtf) => isZtf ? time.MjdUtc : time.MjdTai;

    private static int Index(IReadOnlyList<string> bands, string band)
    {
        var index = 0;
        while (bands[index] != band) index++;
        return index;
    }

    private static void Write(Utf8JsonWriter json, Flux? flux)
    {
        Write(json, flux?.Value);
        Write(json, flux?.Error);
    }

    private static void Write(Utf8JsonWriter json, double? value)
    {
        // Four digits are more than any plot shows.
        if (value is { } number && ValueRange.CanShow(number)) json.WriteNumberValue((float)number);
        else json.WriteNullValue();
    }
}
