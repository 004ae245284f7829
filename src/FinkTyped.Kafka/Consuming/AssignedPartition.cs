using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// A partition while it is assigned to the consumer: which of its messages are being processed, and up to where all of them have been.
/// A new one is made when the partition is assigned again or its position is moved, so that messages of before are recognised as stale.
/// </summary>
internal sealed class AssignedPartition(string topic, int partition)
{
    private const int InitialCapacity = 64;

    private readonly Lock _gate = new();

    // A ring of the messages from the oldest that is not completed on. Offsets can have gaps; a completed one is stored as its complement.
    private long[] _ring = new long[InitialCapacity];
    private long _first;
    private int _count;

    private long _next = -1;
    private long _taken = -1;
    private HashSet<long>? _completedAhead;
    private volatile bool _isRevoked;
    private volatile bool _isMoved;
    private volatile bool _isGivenBack;

    public string Topic { get; } = topic;

    public int Partition { get; } = partition;

    /// <summary>Where reading was asked to begin.</summary>
    public Offset Start { get; init; } = Offset.Unset;

    /// <summary>
    /// Whether librdkafka may read elsewhere than where it was asked to: reading was moved while it may have been looking up another place, and then the
    /// late answer moves it there.
    /// </summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Whether the offset of the first message is to be committed before it is processed, since reading was moved to it.</summary>
    public bool CommitsStart { get; set; }

    /// <summary>The offset after the last message that the broker has; -1 where it is not known.</summary>
    public long End { get; set; } = -1;

    /// <summary>Whether the end was met since the partition was assigned.</summary>
    public bool ReachedEnd { get; set; }

    /// <summary>Whether the partition was taken from this consumer: whoever has it now reads from what was committed.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>Whether reading went on at another position.</summary>
    public bool IsMoved => _isMoved;

    /// <summary>Whether messages that were not handed out have been left to whoever reads next.</summary>
    public bool IsGivenBack => _isGivenBack;

    /// <summary>Whether offsets of this assignment must no longer be stored.</summary>
    public bool IsStale => _isRevoked || _isMoved;

    /// <summary>The offset after the last message read; -1 before the first.</summary>
    public long Position { get; private set; } = -1;

    /// <summary>The offset that was stored before its messages were handed out; -1 for none.</summary>
    public long StoredAhead { get; set; } = -1;

    /// <summary>Up to where messages may be handed out, since it has been committed; -1 for none.</summary>
    public long CommittedAhead { get; set; } = -1;

    /// <summary>When the partition was taken away, in ticks of the system.</summary>
    public long RevokedAt { get; private set; }

    /// <summary>Whether nothing has come since the partition was assigned.</summary>
    public bool IsUntouched => Position < 0 && !ReachedEnd;

    /// <summary>Whether nothing has come though it was to go on where the group stands, or where it is not sure to have been moved to.</summary>
    public bool IsSilent => IsUntouched && (Start == Offset.Unset || IsDoubtful);

    /// <summary>The offset of the oldest message that is not completed, else the position; -1 before the first message.</summary>
    public long Resume
    {
        get
        {
            lock (_gate) return _count > 0 ? OffsetOf(_ring[Index(_first)]) : Position;
        }
    }

    /// <summary>Whether messages were read that are not completed.</summary>
    public bool HasOpen
    {
        get
        {
            lock (_gate) return _count > 0;
        }
    }

    public void Revoke()
    {
        RevokedAt = Environment.TickCount64;
        _isRevoked = true;
    }

    public void Move() => _isMoved = true;

    public void GiveBack() => _isGivenBack = true;

    /// <summary>Notes a message that was read. Only for the thread that reads, in the order of offsets.</summary>
    /// <param name="offset">The message's offset.</param>
    /// <param name="completed">Whether it needs no processing.</param>
    /// <returns>What <see cref="Complete"/> wants to know.</returns>
    public long Register(long offset, bool completed)
    {
        lock (_gate)
        {
            Position = offset + 1;
            if (completed && _count == 0)
            {
                _next = offset + 1;
                return _first - 1;
            }

            if (_count == _ring.Length) Grow();
            var sequence = _first + _count++;
            _ring[Index(sequence)] = completed ? ~offset : offset;
            return sequence;
        }
    }

    /// <summary>Notes that a message was processed. Thread-safe; a second time does nothing.</summary>
    public void Complete(long sequence, long offset)
    {
        lock (_gate)
        {
            if (sequence < _first || sequence >= _first + _count) return;
            ref var entry = ref _ring[Index(sequence)];
            // Completed before, or of another message, where this one was put back and others came in its place.
            if (entry != offset) return;
            entry = ~entry;
            while (_count > 0 && _ring[Index(_first)] is < 0 and var completed)
            {
                _next = OffsetOf(completed) + 1;
                _first++;
                _count--;
            }
        }
    }

    /// <summary>Forgets the messages from an offset on, which were read but not processed: they are read once more.</summary>
    /// <param name="offset">The offset of the first.</param>
    /// <param name="completed">The offsets of those that have been processed all the same, and must not come again.</param>
    public void Rewind(long offset, IEnumerable<long> completed)
    {
        lock (_gate)
        {
            foreach (var later in completed)
                if (later > offset) (_completedAhead ??= []).Add(later);
            Position = offset;
            ReachedEnd = false;
            while (_count > 0 && OffsetOf(_ring[Index(_first + _count - 1)]) >= offset) _count--;
            if (_count == 0 && _next > offset) _next = offset;
        }
    }

    /// <summary>Whether a message that is read once more had been processed before. Only for the thread that reads.</summary>
    public bool WasCompleted(long offset) => _completedAhead is not null && _completedAhead.Remove(offset);

    /// <summary>The offset to commit, if it moved since this was last asked.</summary>
    public bool TryTakeProgress(out long next)
    {
        lock (_gate)
        {
            next = _next;
            if (next == _taken) return false;
            _taken = next;
            return true;
        }
    }

    private static long OffsetOf(long entry) => entry < 0 ? ~entry : entry;

    private int Index(long sequence) => (int)(sequence & (_ring.Length - 1));

    private void Grow()
    {
        var larger = new long[_ring.Length * 2];
        for (var i = 0; i < _count; i++) larger[(_first + i) & (larger.Length - 1)] = _ring[Index(_first + i)];
        _ring = larger;
    }
}
