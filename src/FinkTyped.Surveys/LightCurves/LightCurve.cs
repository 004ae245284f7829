using System.Collections;
using System.Diagnostics.CodeAnalysis;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>
/// The light curve in an alert: the current detection and the history, ascending in time. History entries without time, filter or flux are
/// left out.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A light curve is what astronomers call it.")]
public sealed class LightCurve : IReadOnlyList<LightCurvePoint>
{
    private readonly LightCurvePoint[] _points;

    private LightCurve(LightCurvePoint[] points) => _points = points;

    /// <summary>The number of points.</summary>
    public int Count => _points.Length;

    /// <summary>The filters that occur, from blue to red.</summary>
    public IReadOnlyList<string> Bands =>
        [.. _points.Select(p => p.Band).Distinct().OrderBy(band => "ugrizy".IndexOf(band, StringComparison.Ordinal))];

    /// <summary>A point, by its place in time.</summary>
    public LightCurvePoint this[int index] => _points[index];

    /// <summary>
    /// The light curve of an alert: of ZTF detections and upper limits of 30 days, of LSST detections of a year and forced measurements.
    /// </summary>
    public static LightCurve Of(ISurveyAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var points = new PointCollector();
        try
        {
            alert.CollectPoints(ref points);
            return new LightCurve(points.Sorted());
        }
        finally
        {
            points.Dispose();
        }
    }

    /// <summary>The light curve of an encoded ZTF alert, without decoding it: takes no more memory than its points.</summary>
    public static LightCurve Of(ZtfAlert.View alert)
    {
        var points = new PointCollector();
        try
        {
            ZtfPoints.Collect(alert, ref points);
            return new LightCurve(points.Sorted());
        }
        finally
        {
            points.Dispose();
        }
    }

    /// <summary>The light curve of an encoded LSST alert, without decoding it: takes no more memory than its points.</summary>
    public static LightCurve Of(LsstAlert.View alert)
    {
        var points = new PointCollector();
        try
        {
            LsstPoints.Collect(alert, ref points);
            return new LightCurve(points.Sorted());
        }
        finally
        {
            points.Dispose();
        }
    }

    /// <summary>The light curve of an encoded packet of Rubin's own, without decoding it: takes no more memory than its points.</summary>
    public static LightCurve Of(RubinAlert.View alert)
    {
        var points = new PointCollector();
        try
        {
            RubinPoints.Collect(alert, ref points);
            return new LightCurve(points.Sorted());
        }
        finally
        {
            points.Dispose();
        }
    }

    /// <summary>The points in one filter.</summary>
    public LightCurve InBand(string band) => new([.. _points.Where(p => p.Band == band)]);

    /// <summary>The points of one kind.</summary>
    public LightCurve OfKind(LightCurvePointKind kind) => new([.. _points.Where(p => p.Kind == kind)]);

    /// <inheritdoc/>
    public IEnumerator<LightCurvePoint> GetEnumerator() => ((IEnumerable<LightCurvePoint>)_points).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
