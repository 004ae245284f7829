namespace FinkTyped.Dashboard.Live;

/// <summary>Counts over all alerts. Whoever calls holds the dashboard's lock.</summary>
internal sealed class LiveCounts(TimeProvider time)
{
    private const int MostClasses = 12;
    private const int MostNames = 1000;
    private const int MostErrors = 5;
    private const double Bin = 0.5;

    private readonly Rate _all = new(time);
    private readonly SortedDictionary<string, (Rate Alerts, Rate Errors)> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _classes = new(StringComparer.Ordinal);
    private readonly long[] _magnitudes = new long[(int)((DashboardSnapshot.FaintestMagnitude - DashboardSnapshot.BrightestMagnitude) / Bin)];
    private readonly LinkedList<string> _errors = new();

    public void Count(ShownAlert alert)
    {
        _all.Count();
        Topic(alert.Topic).Alerts.Count();
        // Names come from the alerts: there is no end to what they may say.
        var name = _classes.ContainsKey(alert.Class) || _classes.Count < MostNames ? alert.Class : "other";
        _classes[name] = _classes.GetValueOrDefault(name) + 1;
        if (alert.Glance.Magnitude is not { } magnitude || double.IsNaN(magnitude)) return;
        _magnitudes[(int)Math.Clamp((magnitude - DashboardSnapshot.BrightestMagnitude) / Bin, 0, _magnitudes.Length - 1)]++;
    }

    public void CountError(string topic, string reason)
    {
        Topic(topic).Errors.Count();
        _errors.AddFirst($"{topic}: {reason}");
        if (_errors.Count > MostErrors) _errors.RemoveLast();
    }

    public DashboardSnapshot Take(DashboardConsumer? stream)
    {
        var ordered = _classes.OrderByDescending(c => c.Value).ToList();
        var classes = ordered.Take(MostClasses).ToList();
        if (ordered.Count > MostClasses) classes.Add(new("other", ordered.Skip(MostClasses).Sum(c => c.Value)));
        return new DashboardSnapshot(
            _all.Total, _all.PerSecond(), [.. _topics.Select(t => new DashboardTopic(t.Key, t.Value.Alerts.Total, t.Value.Alerts.PerSecond(), t.Value.Errors.Total))],
            classes, [.. _magnitudes], [.. _errors], stream);
    }

    private (Rate Alerts, Rate Errors) Topic(string topic)
    {
        if (!_topics.TryGetValue(topic, out var rates)) _topics[topic] = rates = (new Rate(time), new Rate(time));
        return rates;
    }
}
