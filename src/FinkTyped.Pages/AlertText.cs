using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Pages.Content;
using FinkTyped.Pages.Drawing;

namespace FinkTyped.Pages;

/// <summary>An alert in a terminal: a few lines, the light curve in braille dots, the cutouts in blocks.</summary>
public static class AlertText
{
    private const int CurveRows = 12;
    private const int CutoutColumns = 30;
    private const int Gap = 2;

    /// <summary>Writes an alert.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="datum">The encoded alert.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="colours">Whether it shows 24-bit colours; without them there are dots and five shades.</param>
    /// <exception cref="AvroException">The alert is malformed.</exception>
    public static void Write(TextWriter output, AlertDatum datum, int width = 100, bool colours = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var content = AlertContent.Of(datum);
        output.WriteLine(PrintableText.Of(content.Name));
        if (content.Summary is not { } summary)
        {
            output.WriteLine("  an alert of a schema that is not known: fink cat shows its fields");
            return;
        }

        var label = summary.Lines.Max(l => l.Label.Length);
        foreach (var (name, value) in summary.Lines) output.WriteLine($"  {name.PadRight(label)}  {PrintableText.Of(value)}");
        output.WriteLine();
        if (content.Curve is { Count: > 0 } curve) Curve(output, curve, content.Alert!, width, colours);
        Cutouts(output, content, width, colours);
    }

    private static void Curve(TextWriter output, LightCurve curve, ISurveyAlert alert, int width, bool colours)
    {
        const int Margin = 10;
        var inMagnitudes = alert.Identity.Survey == "ZTF";
        var points = curve.Select(p => (Point: p, Value: Value(p, inMagnitudes))).Where(p => p.Value is not null).ToList();
        if (points.Count == 0) return;
        var canvas = new BrailleCanvas(Math.Clamp(width - Margin - 1, 20, 160), CurveRows);
        var (first, last) = (points[0].Point.Time.MjdUtc, points[^1].Point.Time.MjdUtc);
        var (low, high) = ValueRange.Of(points.Select(p => (p.Value!.Value, p.Point.Kind == LightCurvePointKind.Forced)))!.Value;
        // Detections last, so that their colour wins.
        foreach (var (point, value) in points.OrderByDescending(p => p.Point.Kind != LightCurvePointKind.Detection))
        {
            var x = last > first ? (point.Time.MjdUtc - first) / (last - first) : 0.5;
            var y = high > low ? (value!.Value - low) / (high - low) : 0.5;
            if (y is < 0 or > 1) continue;
            // Magnitudes grow downwards.
            canvas.Dot(x, inMagnitudes ? 1 - y : y, point.Band, isLarge: point.Kind == LightCurvePointKind.Detection);
        }

        var (top, bottom) = inMagnitudes ? (low, high) : (high, low);
        for (var row = 0; row < CurveRows; row++)
        {
            var tick = row == 0 ? Number(top, inMagnitudes) : row == CurveRows - 1 ? Number(bottom, inMagnitudes) : row == CurveRows / 2 ? (inMagnitudes ? "mag" : "nJy") : "";
            output.Write(tick.PadLeft(Margin - 1));
            output.Write(" │");
            output.WriteLine(canvas.Row(row, colours));
        }

        output.WriteLine($"{"",Margin}└{new string('─', canvas.Columns)}");
        var end = $"MJD {last.ToString("F2", CultureInfo.InvariantCulture)}";
        output.WriteLine($"{"",Margin} {first.ToString("F2", CultureInfo.InvariantCulture).PadRight(Math.Max(0, canvas.Columns - end.Length))}{end}");
        output.Write($"{"",Margin} ");
        foreach (var band in curve.Bands) output.Write($"{TerminalColour.Text(PrintableText.Of(band), BandColours.OnDark(band), colours)} {curve.Count(p => p.Band == band)}  ");
        output.WriteLine();
        output.WriteLine();
    }

    // Difference magnitudes and limits, or difference fluxes.
    private static double? Value(LightCurvePoint point, bool inMagnitudes)
    {
        var value = inMagnitudes
            ? point.Difference is { } flux ? Photometry.ToMagnitude(Math.Abs(flux.Value)) : point.LimitingMagnitude
            : point.Difference?.Value;
        return value is { } number && ValueRange.CanShow(number) ? number : null;
    }

    private static void Cutouts(TextWriter output, AlertContent content, int width, bool colours)
    {
        var cutouts = content.Cutouts().ToList();
        foreach (var (name, _, fault) in cutouts.Where(c => c.Fault is not null)) output.WriteLine($"  {name}: {PrintableText.Of(fault)}");
        var images = cutouts.Where(c => c.Image is not null).Select(c => (c.Name, Blocks: BlockPicture.Of(c.Image!, CutoutColumns, colours))).ToList();
        var across = Math.Max(1, width / (CutoutColumns + Gap));
        foreach (var row in images.Chunk(across))
        {
            output.WriteLine(string.Concat(row.Select(i => i.Name.PadRight(CutoutColumns + Gap))).TrimEnd());
            for (var line = 0; line < row.Max(i => i.Blocks.Length); line++)
            {
                foreach (var (_, blocks) in row)
                {
                    output.Write(line < blocks.Length ? blocks[line] : new string(' ', CutoutColumns));
                    output.Write(new string(' ', Gap));
                }

                output.WriteLine();
            }

            output.WriteLine();
        }
    }

    private static string Number(double value, bool inMagnitudes) => value.ToString(inMagnitudes ? "F2" : "F0", CultureInfo.InvariantCulture);
}
