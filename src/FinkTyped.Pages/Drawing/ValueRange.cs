namespace FinkTyped.Pages.Drawing;

/// <summary>
/// Which values a plot shows: all detections, and of forced measurements all but the farthest, since a few bad images would press everything
/// else flat.
/// </summary>
internal static class ValueRange
{
    private const double Farthest = 0.02;

    /// <summary>Whether a number can be shown among others: what a damaged alert says may be finite and yet beyond all sums.</summary>
    public static bool CanShow(double value) => Math.Abs(value) <= float.MaxValue;

    /// <summary>The least and the greatest value to show; null where there are none.</summary>
    public static (double Low, double High)? Of(IEnumerable<(double Value, bool IsForced)> values)
    {
        var all = values.ToList();
        if (all.Count == 0) return null;
        var forced = all.Where(v => v.IsForced).Select(v => v.Value).Order().ToList();
        var cut = (int)(forced.Count * Farthest);
        var shown = all.Where(v => !v.IsForced).Select(v => v.Value).Concat(forced[cut..(forced.Count - cut)]).ToList();
        return (shown.Min(), shown.Max());
    }
}
