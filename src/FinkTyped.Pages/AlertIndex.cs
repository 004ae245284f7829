using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Pages.Content;
using FinkTyped.Pages.Html;

namespace FinkTyped.Pages;

/// <summary>
/// Many alerts as a folder: <c>index.html</c> lists them with thumbnails, to be sorted and searched, and leads to a page for each. The index
/// needs nothing but itself, and each page nothing but itself.
/// </summary>
public sealed class AlertIndex
{
    private const string IndexName = "index.html";
    private const string PagesFolder = "alerts";

    private static readonly string Style = Assets.Text("common.css") + Assets.Text("index.css");
    private static readonly string Script = Assets.Text("index.js");

    private readonly string _folder;
    private readonly HtmlBuilder _rows = new();
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "index" };

    /// <summary>Begins a folder of pages; it is created where it does not exist.</summary>
    public AlertIndex(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, PagesFolder));
    }

    /// <summary>How many alerts were added.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes were written.</summary>
    public long Bytes { get; private set; }

    /// <summary>The index's file.</summary>
    public string IndexPath => Path.Combine(_folder, IndexName);

    /// <summary>Writes the page of an alert and puts it on the list.</summary>
    /// <exception cref="AvroException">The alert is malformed; the list goes on without it.</exception>
    public void Add(AlertDatum datum)
    {
        using var content = AlertContent.Of(datum);
        var page = $"{PagesFolder}/{FileName(content)}.html";
        Write(Path.Combine(_folder, page), AlertPage.ToHtml(content, "../" + IndexName));
        Row(content, page);
        Count++;
    }

    /// <summary>Writes the index.</summary>
    public void Complete()
    {
        var html = Assets.Begin($"{Count} alerts", Style, Script);
        html.Add($"<body>\n<header>\n<h1>{Count} alerts</h1>\n</header>\n<main>\n<div class=\"search\"><label for=\"search\">Search names and classes</label><input id=\"search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"><output id=\"found\" for=\"search\"></output></div>\n");
        html.AddMarkup("<div class=\"list\" tabindex=\"0\" role=\"region\" aria-label=\"Alerts\"><table id=\"alerts\"><thead><tr>");
        string[] columns = ["Pictures", "Object", "Survey", "Observed", "RA", "Dec", "Band", "Magnitude", "Points", "Class"];
        foreach (var column in columns)
            html.Add($"<th scope=\"col\">{column}</th>");
        html.AddMarkup("</tr></thead>\n<tbody>\n").AddMarkup(_rows.ToString()).AddMarkup("</tbody></table></div>\n</main>\n<footer>made with FinkTyped</footer>\n");
        Write(IndexPath, Assets.End(html, "{}", Script));
    }

    private void Row(AlertContent content, string page)
    {
        var (alert, curve, place) = (content.Alert, content.Curve, content.Alert?.Position());
        _rows.AddMarkup("<tr><td class=\"pictures\">").AddMarkup(Sparkline.Of(curve));
        foreach (var kind in Enum.GetValues<CutoutKind>()) Thumbnail(alert, kind);
        _rows.Add($"</td><th scope=\"row\"><a href=\"{page}\">{content.Name}</a></th><td>{alert?.Identity.Survey}</td>");
        var time = alert?.ObservedAt();
        Cell(time?.Utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), time?.MjdUtc);
        Cell(Number(place?.Ra, 4), place?.Ra);
        Cell(Number(place?.Dec, 4), place?.Dec);
        var last = Latest(alert, curve);
        var magnitude = last?.Difference is { } flux ? Photometry.ToMagnitude(Math.Abs(flux.Value)) : null;
        Cell(last?.Band, null);
        Cell(Number(magnitude, 2), magnitude);
        Cell(curve?.Count.ToString(CultureInfo.InvariantCulture), curve?.Count);
        Cell(content.Summary?.Line("class"), null);
        _rows.AddMarkup("</tr>\n");
    }

    private void Thumbnail(ISurveyAlert? alert, CutoutKind kind)
    {
        if (alert is null) return;
        try
        {
            if (CutoutImage.Of(alert, kind) is { } image)
                _rows.Add($"<img alt=\"\" width=\"60\" height=\"60\" src=\"data:image/png;base64,{Convert.ToBase64String(image.ToPng(northUp: true, scale: image.NorthAngle is null ? 1 : 2))}\">");
        }
        catch (FitsException)
        {
            // Its page says what is wrong.
        }
    }

    // The number behind a text, where there is one, is what it is sorted by.
    private void Cell(string? text, double? number)
    {
        if (number is { } value && double.IsFinite(value)) _rows.Add($"<td data-n=\"{value.ToString("R", CultureInfo.InvariantCulture)}\">{text}</td>");
        else _rows.Add($"<td>{text}</td>");
    }

    private static LightCurvePoint? Latest(ISurveyAlert? alert, LightCurve? curve)
    {
        if (alert?.ObservedAt() is not { } now || curve is null) return null;
        foreach (var point in curve.Reverse())
        {
            if (point.Kind == LightCurvePointKind.Detection && point.Time == now) return point;
        }

        return null;
    }

    private string FileName(AlertContent content)
    {
        var name = content.FileName;
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++) unique = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return unique;
    }

    private void Write(string path, string html)
    {
        File.WriteAllText(path, html);
        Bytes += new FileInfo(path).Length;
    }

    private static string? Number(double? value, int decimals) => value?.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
