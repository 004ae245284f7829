using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Drawing;

/// <summary>A light curve with axes as a picture.</summary>
internal sealed class CurvePicture
{
    private const int Label = 30;
    private const int Right = 24;
    private const int Top = 52;
    private const int Bottom = 68;
    private const int Soft = 0x566374;
    private const int Grid = 0xDBE1E8;

    private readonly Canvas _canvas;
    private readonly List<Mark> _marks;
    private readonly bool _inMagnitudes;
    private readonly int _soft;
    private readonly int _grid;
    private readonly double _left;
    private readonly (double Low, double High) _times;
    private readonly (double Low, double High) _values;

    private CurvePicture(List<Mark> marks, bool inMagnitudes, int width, int height)
    {
        (_marks, _inMagnitudes) = (marks, inMagnitudes);
        _canvas = new Canvas(width, height);
        (_grid, _soft) = (_canvas.Ink(Grid), _canvas.Ink(Soft));
        _times = Padded(marks.Min(m => m.Mjd), marks.Max(m => m.Mjd), 0.03, 0.05);
        // An error bar may run out of the picture, its point may not.
        var most = inMagnitudes ? 0.5 : double.PositiveInfinity;
        var (low, high) = ValueRange.Of(marks.SelectMany<Mark, (double, bool)>(m =>
            [(m.Value - Math.Min(m.Error, most), m.IsForced), (m.Value + Math.Min(m.Error, most), m.IsForced)]))!.Value;
        _values = Padded(low, high, 0.06, inMagnitudes ? 0.05 : 1e-3);
        _left = Label + 12 + Ticks(_values, ValueTicks).Max(t => Canvas.TextWidth(t.Text));
    }

    /// <summary>The picture as a PNG file; null where there is nothing to show.</summary>
    public static byte[]? Draw(ISurveyAlert alert, LightCurve curve, int width, int height)
    {
        var isZtf = alert.Identity.Survey == "ZTF";
        var marks = curve.Select(p => Mark.Of(p, isZtf)).OfType<Mark>().ToList();
        if (marks.Count == 0) return null;
        var picture = new CurvePicture(marks, isZtf, width, height);
        picture.Axes(isZtf ? "MJD (UTC)" : "MJD (TAI)");
        picture.Title($"{alert.Identity.Survey} {alert.Identity.Name}", curve.Bands);
        return picture._canvas.ToPng();
    }

    private void Axes(string timeLabel)
    {
        var (right, bottom) = (_canvas.Width - Right, _canvas.Height - Bottom);
        foreach (var (tick, text) in Ticks(_times, (right - _left) / 170.0))
        {
            _canvas.Line(X(tick), Top, X(tick), bottom, _grid);
            _canvas.Text(X(tick) - (Canvas.TextWidth(text) / 2.0), bottom + 10, text, _soft);
        }

        foreach (var (tick, text) in Ticks(_values, ValueTicks))
        {
            _canvas.Line(_left, Y(tick), right, Y(tick), _grid);
            _canvas.Text(_left - 8 - Canvas.TextWidth(text), Y(tick) - 7, text, _soft);
        }

        _canvas.Line(_left, Top, _left, bottom, _soft);
        _canvas.Line(_left, bottom, right, bottom, _soft);
        _canvas.Text(((_left + right) / 2.0) - (Canvas.TextWidth(timeLabel) / 2.0), _canvas.Height - 26, timeLabel, _soft);
        var label = _inMagnitudes ? "difference magnitude (AB)" : "difference flux (nJy)";
        _canvas.Text(8, ((Top + bottom) / 2.0) + (Canvas.TextWidth(label) / 2.0), label, _soft, isUpright: true);
    }

    private void Title(string title, IReadOnlyList<string> bands)
    {
        _canvas.Text(_left, 16, title, _soft);
        var x = (double)_canvas.Width - Right - (60 * bands.Count);
        var inks = bands.Take(12).ToDictionary(b => b, b => _canvas.Ink(BandColours.OnWhite(b)));
        foreach (var (band, ink) in inks)
        {
            _canvas.Disc(x, 23, 6, ink);
            _canvas.Text(x + 12, 16, band, _soft);
            x += 60;
        }

        // Detections last, on top of the others.
        foreach (var mark in _marks.OrderByDescending(m => m.Point.Kind != LightCurvePointKind.Detection))
        {
            if (inks.TryGetValue(mark.Point.Band, out var ink)) Draw(mark, ink);
        }
    }

    private void Draw(Mark mark, int ink)
    {
        var (x, y) = (X(mark.Mjd), Y(mark.Value));
        if (mark.Point.Kind == LightCurvePointKind.UpperLimit)
        {
            _canvas.Line(x - 6, y, x + 6, y, ink, strength: 0.6);
            _canvas.Line(x, y, x, y + 13, ink, strength: 0.6);
            _canvas.Line(x - 4, y + 9, x, y + 13, ink, strength: 0.6);
            _canvas.Line(x + 4, y + 9, x, y + 13, ink, strength: 0.6);
            return;
        }

        if (!mark.IsForced || _marks.Count < 300) _canvas.Line(x, Y(mark.Value - mark.Error), x, Y(mark.Value + mark.Error), ink, strength: mark.IsForced ? 0.3 : 0.6);
        if (mark.IsForced) _canvas.Disc(x, y, 2.5, ink, strength: 0.5);
        else _canvas.Disc(x, y, 6, ink, isRing: mark.IsFainter);
    }

    private double ValueTicks => (_canvas.Height - Top - Bottom) / 80.0;

    private double X(double mjd) => _left + ((mjd - _times.Low) / (_times.High - _times.Low) * (_canvas.Width - _left - Right));

    // Magnitudes grow downwards.
    private double Y(double value)
    {
        var part = Math.Clamp((value - _values.Low) / (_values.High - _values.Low), 0, 1);
        return Top + ((_inMagnitudes ? part : 1 - part) * (_canvas.Height - Top - Bottom));
    }

    private static (double Low, double High) Padded(double low, double high, double part, double least)
    {
        // Numbers so great that the least would be lost in them are still told apart from their surroundings.
        var pad = Math.Max((high - low) * part, Math.Max(least, 1e-6 * Math.Max(Math.Abs(low), Math.Abs(high))));
        return (low - pad, high + pad);
    }

    private static IEnumerable<(double Value, string Text)> Ticks((double Low, double High) range, double count)
    {
        // A third of a range is rounded up to no more than the range, so that there is a tick in any.
        var raw = (range.High - range.Low) / Math.Max(3, count);
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw <= power ? 1 : raw <= 2 * power ? 2 : raw <= 5 * power ? 5 : 10);
        var decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 6);
        for (var i = (long)Math.Ceiling(range.Low / step); i * step <= range.High; i++)
            yield return (i * step, (i * step).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>A point that can be shown.</summary>
    private sealed record Mark(LightCurvePoint Point, double Mjd, double Value, double Error, bool IsFainter)
    {
        public bool IsForced => Point.Kind == LightCurvePointKind.Forced;

        public static Mark? Of(LightCurvePoint point, bool isZtf)
        {
            var mjd = isZtf ? point.Time.MjdUtc : point.Time.MjdTai;
            if (point.Difference is not { } flux)
                return isZtf && point.LimitingMagnitude is { } limit && ValueRange.CanShow(limit) ? new Mark(point, mjd, limit, 0, false) : null;
            var error = flux.Error > 0 && ValueRange.CanShow(flux.Error) ? flux.Error : 0;
            if (!isZtf) return ValueRange.CanShow(flux.Value) ? new Mark(point, mjd, flux.Value, error, false) : null;
            return new Flux(Math.Abs(flux.Value), error).ToMagnitude() is { } magnitude && ValueRange.CanShow(magnitude.Value)
                ? new Mark(point, mjd, magnitude.Value, magnitude.Error, flux.Value < 0)
                : null;
        }
    }
}
