namespace FinkTyped.Cli.Streams;

/// <summary>The ids of the last alerts, to know those that come again.</summary>
internal sealed class SeenAlerts(int most)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Whether an id has not been asked for before.</summary>
    public bool IsNew(string id)
    {
        if (!_ids.Add(id)) return false;
        _order.Enqueue(id);
        if (_order.Count > most) _ids.Remove(_order.Dequeue());
        return true;
    }
}
