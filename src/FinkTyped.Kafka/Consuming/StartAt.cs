namespace FinkTyped.Kafka;

/// <summary>Where reading of a partition begins.</summary>
/// <remarks>
/// <see cref="Earliest"/>, <see cref="Latest"/> and <see cref="Time"/> apply to the partitions a consumer is given first. Those it is given
/// later, when another consumer of the group comes or goes, continue where the group has committed.
/// </remarks>
public readonly record struct StartAt
{
    private readonly Kind _kind;
    private readonly DateTimeOffset _time;
    private readonly IReadOnlyDictionary<(string Topic, int Partition), long>? _offsets;

    private StartAt(Kind kind, DateTimeOffset time = default, IReadOnlyDictionary<(string Topic, int Partition), long>? offsets = null)
    {
        _kind = kind;
        _time = time;
        _offsets = offsets;
    }

    private enum Kind
    {
        Committed,
        Earliest,
        Latest,
        Time,
        Offsets,
    }

    /// <summary>After the last alert the group has processed; from the earliest where it has processed none. The default.</summary>
    public static StartAt Committed => default;

    /// <summary>From the oldest alert that the broker still has, whatever the group has processed.</summary>
    public static StartAt Earliest => new(Kind.Earliest);

    /// <summary>
    /// From the next alert to arrive. What came while nobody read is passed over, after a crash too: for watching a stream, not for processing each alert.
    /// </summary>
    public static StartAt Latest => new(Kind.Latest);

    /// <summary>From the first alert the broker received at or after a time.</summary>
    public static StartAt Time(DateTimeOffset time) => new(Kind.Time, time);

    /// <summary>From these offsets on; in partitions that are not among them, as <see cref="Committed"/>.</summary>
    /// <param name="offsets">The offset of the first message that is wanted, by topic and partition.</param>
    public static StartAt Offsets(IReadOnlyDictionary<(string Topic, int Partition), long> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        return new StartAt(Kind.Offsets, offsets: offsets);
    }

    /// <summary>Reads what <see cref="ToString"/> writes, but for <see cref="Offsets"/>: <c>committed</c>, <c>earliest</c>, <c>latest</c> or a time in ISO 8601 (UTC where it has no offset).</summary>
    public static bool TryParse(string? text, out StartAt startAt)
    {
        (var known, startAt) = text?.Trim().ToLowerInvariant() switch
        {
            "committed" => (true, Committed),
            "earliest" => (true, Earliest),
            "latest" => (true, Latest),
            _ => (false, default),
        };
        if (known) return true;

        const System.Globalization.DateTimeStyles Utc = System.Globalization.DateTimeStyles.AssumeUniversal;
        if (!DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, Utc, out var time)) return false;
        startAt = Time(time);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _kind == Kind.Time ? _time.ToString("O") : _kind.ToString().ToLowerInvariant();

    internal bool IsCommitted => _kind == Kind.Committed;

    internal bool IsEarliest => _kind == Kind.Earliest;

    internal bool IsLatest => _kind == Kind.Latest;

    internal bool IsOffsets([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IReadOnlyDictionary<(string Topic, int Partition), long>? offsets)
    {
        offsets = _offsets;
        return _kind == Kind.Offsets;
    }

    internal bool IsTime(out DateTimeOffset time)
    {
        time = _time;
        return _kind == Kind.Time;
    }
}
