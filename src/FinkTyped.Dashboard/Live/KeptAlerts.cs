namespace FinkTyped.Dashboard.Live;

/// <summary>The latest alerts, at most so many and so many bytes.</summary>
internal sealed class KeptAlerts(int most, long mostBytes)
{
    private readonly Queue<ShownAlert> _alerts = new();
    private long _bytes;

    public void Add(ShownAlert alert)
    {
        _alerts.Enqueue(alert);
        _bytes += alert.Datum.Datum.Length;
        while (_alerts.Count > 1 && (_alerts.Count > most || _bytes > mostBytes)) _bytes -= _alerts.Dequeue().Datum.Datum.Length;
    }

    /// <summary>An alert by its number; null where it is gone.</summary>
    public ShownAlert? Find(long id) => _alerts.FirstOrDefault(a => a.Id == id);

    /// <summary>Those that came after a number, the oldest first.</summary>
    public List<ShownAlert> Since(long id) => [.. _alerts.Where(a => a.Id > id)];
}
