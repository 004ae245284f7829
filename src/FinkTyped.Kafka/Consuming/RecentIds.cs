namespace FinkTyped.Kafka;

/// <summary>
/// The ids of the alerts delivered last, and where each stood. An id met again elsewhere is a duplicate; met again at the same place it is the
/// same message, delivered again because it may not have been processed.
/// </summary>
internal sealed class RecentIds(int capacity)
{
    private readonly Dictionary<long, Place> _places = [];
    private readonly long[] _oldest = new long[capacity];
    private int _next;

    private readonly record struct Place(string Topic, int Partition, long Offset);

    /// <summary>Notes an id; false where it belongs to another message delivered before.</summary>
    public bool IsNew(AlertMessage message, long id)
    {
        var place = new Place(message.Topic, message.Partition, message.Offset);
        if (_places.TryGetValue(id, out var before)) return before == place;

        if (_places.Count == capacity) _places.Remove(_oldest[_next]);
        _places.Add(id, place);
        _oldest[_next] = id;
        _next = (_next + 1) % capacity;
        return true;
    }
}
