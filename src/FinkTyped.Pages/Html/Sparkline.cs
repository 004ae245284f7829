using System.Globalization;
using System.Text;
using FinkTyped.Astronomy;
using FinkTyped.Pages.Drawing;

namespace FinkTyped.Pages.Html;

/// <summary>A light curve as a small picture: difference fluxes over time, in the filters' colours.</summary>
internal static class Sparkline
{
    private const int Width = 180;
    private const int Height = 60;
    private const int Margin = 5;
    private const int MostPoints = 150;

    /// <summary>The picture as markup; empty where there is nothing to show.</summary>
    public static string Of(LightCurve? curve)
    {
        if (curve is null) return "";
        var points = curve.Where(p => p.Difference is { } flux && ValueRange.CanShow(flux.Value)).ToList();
        if (points.Count == 0) return "";
        // Detections are what one looks for; of many forced measurements some are enough.
        var every = Math.Max(1, points.Count / MostPoints);
        var (first, last) = (points[0].Time.MjdTai, points[^1].Time.MjdTai);
        var (low, high) = ValueRange.Of(points.Select(p => (p.Difference!.Value.Value, p.Kind == LightCurvePointKind.Forced)))!.Value;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"spark\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" aria-hidden=\"true\">");
        if (low < 0 && high > 0) svg.Append(CultureInfo.InvariantCulture, $"<line class=\"zero\" x1=\"0\" x2=\"{Width}\" y1=\"{Y(0):F1}\" y2=\"{Y(0):F1}\"/>");
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var isForced = point.Kind == LightCurvePointKind.Forced;
            if (isForced && (i % every != 0 || point.Difference!.Value.Value < low || point.Difference!.Value.Value > high)) continue;
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{Band(point.Band)}{(isForced ? " forced" : "")}\" cx=\"{X(point.Time.MjdTai):F1}\" cy=\"{Y(point.Difference!.Value.Value):F1}\" r=\"{(isForced ? "1.4" : "2.4")}\"/>");
        }

        return svg.Append("</svg>").ToString();

        double X(double mjd) => last > first ? Margin + ((mjd - first) / (last - first) * (Width - (2 * Margin))) : Width / 2.0;
        double Y(double flux) => high > low ? Height - Margin - ((flux - low) / (high - low) * (Height - (2 * Margin))) : Height / 2.0;
    }

    /// <summary>The class of a filter in style sheets.</summary>
    public static string Band(string band) => band is "u" or "g" or "r" or "i" or "z" or "y" ? "band-" + band : "band-other";
}
