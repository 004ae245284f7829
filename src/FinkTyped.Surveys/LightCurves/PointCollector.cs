using System.Buffers;

namespace FinkTyped.Astronomy;

/// <summary>Gathers the points of a light curve in borrowed memory, so that only the finished curve is allocated.</summary>
internal ref struct PointCollector
{
    private LightCurvePoint[]? _points;
    private int _count;

    public void Add(LightCurvePoint? point)
    {
        if (point is not { } found) return;
        if (_points is null || _count == _points.Length) Grow();
        _points![_count++] = found;
    }

    /// <summary>The points in the order of time; a detection before a forced measurement of the same image.</summary>
    public LightCurvePoint[] Sorted()
    {
        var points = _points.AsSpan(0, _count);
        points.Sort(static (a, b) => a.Time.CompareTo(b.Time) is not 0 and var order ? order : a.Kind - b.Kind);
        return points.ToArray();
    }

    public readonly void Dispose()
    {
        if (_points is not null) ArrayPool<LightCurvePoint>.Shared.Return(_points, clearArray: true);
    }

    private void Grow()
    {
        var larger = ArrayPool<LightCurvePoint>.Shared.Rent(Math.Max(64, 2 * _count));
        _points.AsSpan(0, _count).CopyTo(larger);
        Dispose();
        _points = larger;
    }
}
