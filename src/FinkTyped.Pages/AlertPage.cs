using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FinkTyped.Astronomy;
using FinkTyped.Pages.Content;
using FinkTyped.Pages.Html;

namespace FinkTyped.Pages;

/// <summary>
/// An alert as one page of HTML that needs nothing else: identity, light curve, cutouts and every field with its meaning. It opens from disk, in
/// light and dark, on a phone and a wide screen; nothing in it asks the network.
/// </summary>
public static class AlertPage
{
    private static readonly string Style = Assets.Text("common.css") + Assets.Text("alert.css");
    private static readonly string Script = Assets.Text("chart.js") + Assets.Text("alert.js");
    private static readonly ImageStretch[] Stretches = [ImageStretch.Asinh, ImageStretch.Linear, ImageStretch.ZScale];

    /// <summary>The page of an alert of any schema; one of no known survey has its fields only.</summary>
    /// <param name="datum">The encoded alert.</param>
    /// <exception cref="AvroException">It is malformed.</exception>
    public static string ToHtml(AlertDatum datum)
    {
        using var content = AlertContent.Of(datum);
        return ToHtml(content, index: null);
    }

    /// <summary>A name for the page's file, from the names of object and detection: letters, digits, - and _ only.</summary>
    /// <inheritdoc cref="ToHtml(AlertDatum)" path="/param"/>
    /// <exception cref="AvroException">It is malformed.</exception>
    public static string FileName(AlertDatum datum)
    {
        using var content = AlertContent.Of(datum);
        return content.FileName + ".html";
    }

    /// <summary>The page of an alert; <paramref name="index"/> is the page that lists it.</summary>
    internal static string ToHtml(AlertContent content, string? index)
    {
        var html = Assets.Begin($"{content.Name} · {content.Alert?.Identity.Survey ?? "alert"}", Style, Script);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        html.AddMarkup("<body>\n");
        if (index is not null) html.Add($"<nav><a href=\"{index}\">← All alerts</a></nav>\n");
        Header(html, content);
        html.AddMarkup("<main>\n");
        Curve(html, json, content);
        Cutouts(html, content);
        ScoreList(html, content);
        Fields(html, json, content);
        html.Add($"</main>\n<footer>{Path.GetFileName(content.Datum.Path)}, alert {content.Datum.Index} · made with FinkTyped</footer>\n");
        json.WriteEndObject();
        json.Flush();
        return Assets.End(html, Encoding.UTF8.GetString(buffer.WrittenSpan), Script);
    }

    private static void Header(HtmlBuilder html, AlertContent content)
    {
        html.Add($"<header>\n<h1>{content.Name}</h1>\n");
        if (content is not { Alert: { } alert, Summary: { } summary })
        {
            html.Add($"<p>An alert of a schema that is not known: its fields are below.</p>\n</header>\n");
            return;
        }

        html.Add($"<p class=\"chips\"><span class=\"chip survey\">{alert.Identity.Survey}</span>");
        if (alert.Identity.Designation is { } designation) html.Add($"<span class=\"chip\">Solar system: {designation}</span>");
        // The designation says already that it is of the solar system.
        foreach (var word in (summary.Line("class") ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(w => !alert.Identity.IsSolarSystem || w != LsstSummary.SolarSystem)) html.Add($"<span class=\"chip\">{word}</span>");
        html.AddMarkup("</p>\n<dl class=\"facts\">\n");
        if (alert.ObservedAt() is { } time)
        {
            var mjd = alert.Identity.Survey == "ZTF" ? $"MJD {Number(time.MjdUtc, 5)} UTC" : $"MJD {Number(time.MjdTai, 5)} TAI";
            Fact(html, "Observed", summary.Line("observed"), mjd);
        }

        if (alert.Position() is { } place && double.IsFinite(place.Ra) && double.IsFinite(place.Dec))
        {
            var (longitude, latitude) = place.ToGalactic();
            Fact(html, "Position", place.ToSexagesimal(), $"{Number(place.Ra, 6)}° {Number(place.Dec, 6)}° · galactic l {Number(longitude, 3)}° b {Number(latitude, 3)}°");
        }

        Fact(html, "Brightness", summary.Line("magnitude") ?? summary.Line("flux"));
        Fact(html, "Before", summary.Line("before"));
        Fact(html, "Near", summary.Line("near"));
        Fact(html, "Detection", alert.Identity.SourceId?.ToString(CultureInfo.InvariantCulture));
        html.AddMarkup("</dl>\n<p class=\"links\">");
        foreach (var (name, address) in SkyLinks.Of(alert)) html.Add($"<a href=\"{address}\" target=\"_blank\" rel=\"noopener noreferrer\">{name}</a> ");
        html.AddMarkup("</p>\n</header>\n");
    }

    private static void Fact(HtmlBuilder html, string label, string? value, string? detail = null)
    {
        if (string.IsNullOrEmpty(value)) return;
        html.Add($"<div><dt>{label}</dt><dd>{value}");
        if (detail is not null) html.Add($"<small>{detail}</small>");
        html.AddMarkup("</dd></div>\n");
    }

    private static void Curve(HtmlBuilder html, Utf8JsonWriter json, AlertContent content)
    {
        if (content is not { Alert: { } alert, Curve: { Count: > 0 } curve }) return;
        json.WritePropertyName("curve");
        CurveJson.Write(json, alert, curve);
        html.AddMarkup("<section aria-labelledby=\"h-curve\">\n<h2 id=\"h-curve\">Light curve</h2>\n<div id=\"curve\">").AddMarkup(Sparkline.Of(curve)).AddMarkup("</div>\n</section>\n");
    }

    private static void Cutouts(HtmlBuilder html, AlertContent content)
    {
        var cutouts = content.Cutouts().ToList();
        if (cutouts.Count == 0) return;
        html.AddMarkup("<section class=\"cutouts\" aria-labelledby=\"h-cutouts\">\n<h2 id=\"h-cutouts\">Cutouts</h2>\n<fieldset class=\"switch\"><legend>Stretch</legend>");
        foreach (var stretch in Stretches)
        {
            var name = Name(stretch);
            html.Add($"<label><input type=\"radio\" name=\"stretch\" value=\"{name}\"");
            html.AddMarkup(stretch == Stretches[0] ? " checked>" : ">").Add($"<span>{name}</span></label>");
        }

        html.AddMarkup("</fieldset>\n<fieldset class=\"switch\"><legend>Colours</legend><label><input type=\"radio\" name=\"colours\" value=\"gray\" checked><span>gray</span></label><label><input type=\"radio\" name=\"colours\" value=\"inverted\"><span>inverted</span></label></fieldset>\n<div class=\"images\">\n");
        foreach (var (name, image, fault) in cutouts)
        {
            html.AddMarkup("<figure>");
            if (image is null) html.Add($"<p class=\"fault\">{fault}</p>");
            else foreach (var stretch in Stretches) Picture(html, name, image, stretch);
            html.Add($"<figcaption><b>{name}</b>");
            if (image is not null) html.Add($"<span>{Describe(image, content.Alert!)}</span>");
            html.AddMarkup("</figcaption></figure>\n");
        }

        html.AddMarkup("</div>\n<p class=\"note\">North is up, east is left. Pixels without a value are left out.</p>\n</section>\n");
    }

    private static void Picture(HtmlBuilder html, string name, CutoutImage image, ImageStretch stretch)
    {
        var png = Convert.ToBase64String(image.ToPng(stretch, scale: image.NorthAngle is null ? 1 : 6, northUp: true));
        html.Add($"<img class=\"{Name(stretch)}\" width=\"{image.Width}\" height=\"{image.Height}\" alt=\"{name} cutout, {Name(stretch)} stretch, {image.Width} by {image.Height} pixels\" src=\"data:image/png;base64,{png}\">");
    }

    private static string Describe(CutoutImage image, ISurveyAlert alert)
    {
        var size = $"{image.Width} × {image.Height} px";
        // Both cameras have square pixels; ZTF's cutouts do not say how large.
        var arcseconds = image.PixelScale ?? (alert.Identity.Survey == "ZTF" ? 1.01 : 0.2);
        return string.Create(CultureInfo.InvariantCulture, $"{size}, {image.Width * arcseconds:F0}″ wide");
    }

    private static void ScoreList(HtmlBuilder html, AlertContent content)
    {
        var scores = Scores.Of(content).ToList();
        if (scores.Count == 0) return;
        html.AddMarkup("<section aria-labelledby=\"h-scores\">\n<h2 id=\"h-scores\">Scores</h2>\n<ul class=\"scores\">\n");
        foreach (var (name, score) in scores)
        {
            var text = Number(score, 2);
            html.Add($"<li><span>{name}</span><meter min=\"0\" max=\"1\" value=\"{Number(score, 4)}\" aria-label=\"{name}\">{text}</meter><b>{text}</b></li>\n");
        }

        html.AddMarkup("</ul>\n</section>\n");
    }

    private static void Fields(HtmlBuilder html, Utf8JsonWriter json, AlertContent content)
    {
        html.AddMarkup("""
            <section class="all" aria-labelledby="h-fields">
            <h2 id="h-fields">All fields</h2>
            <div class="search"><label for="search">Search names, values and meanings</label><input id="search" type="search" placeholder="psfFlux, nJy, supernova …" autocomplete="off" spellcheck="false"><label class="check"><input id="filled" type="checkbox"> hide null</label><output id="found" for="search"></output></div>
            <div id="fields">

            """);
        json.WritePropertyName("tables");
        FieldList.Write(html, json, content);
        html.AddMarkup("</div>\n</section>\n");
    }

    private static string Name(ImageStretch stretch) => stretch switch
    {
        ImageStretch.Linear => "linear",
        ImageStretch.Asinh => "asinh",
        _ => "zscale",
    };

    private static string Number(double value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
