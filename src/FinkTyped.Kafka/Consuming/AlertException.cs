namespace FinkTyped.Kafka;

/// <summary>An alert, or the stream of alerts, cannot be read. The message says what to do about it.</summary>
public sealed class AlertException : Exception
{
    /// <summary>Makes an exception: in programs, for tests of their own.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="reason">What is wrong, in one sentence without a full stop.</param>
    /// <param name="remedy">What can be done about it.</param>
    /// <param name="innerException">What led to it.</param>
    public AlertException(AlertErrorKind kind, string reason, string remedy, Exception? innerException = null)
        : base(PrintableText.OfLines($"{reason}. {remedy}"), innerException)
    {
        Kind = kind;
        Reason = PrintableText.OfLines(reason);
        Remedy = remedy;
    }

    internal AlertException(AlertException error, string topic, int partition, long offset)
        : base(PrintableText.OfLines($"{topic} [{partition}] @{offset}: {error.Message}"), error.InnerException)
    {
        Kind = error.Kind;
        Reason = error.Reason;
        Remedy = error.Remedy;
        EndsStream = error.EndsStream;
        Topic = topic;
        Partition = partition;
        Offset = offset;
    }

    /// <summary>What this is about.</summary>
    public AlertErrorKind Kind { get; }

    /// <summary>What is wrong, in one sentence without a full stop.</summary>
    public string Reason { get; }

    /// <summary>What can be done about it.</summary>
    public string Remedy { get; }

    /// <summary>Whether going on would lose alerts.</summary>
    internal bool EndsStream { get; init; }

    /// <summary>The topic of the message at fault; null where it is not one message.</summary>
    public string? Topic { get; }

    /// <summary>The partition of the message at fault; null where it is not one message.</summary>
    public int? Partition { get; }

    /// <summary>The offset of the message at fault in its partition; null where it is not one message.</summary>
    public long? Offset { get; }
}
