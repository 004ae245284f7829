using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>One Kafka message: where it stood, and what <see cref="AlertMessage{T}"/> adds, the alert it held.</summary>
public abstract class AlertMessage
{
    private AssignedPartition? _source;
    private MessageFault? _fault;
    private long _sequence;

    private protected AlertMessage(int encodedLength, MessageFault? fault)
    {
        EncodedLength = encodedLength;
        _fault = fault;
    }

    /// <summary>The topic.</summary>
    public string Topic => _source?.Topic ?? "";

    /// <summary>The partition of the topic.</summary>
    public int Partition => _source?.Partition ?? 0;

    /// <summary>The position in the partition. Topic, partition and offset name a message for ever.</summary>
    public long Offset { get; private set; }

    /// <summary>When the broker received the message or the producer made it, as the topic is set up; UTC. Null where the message has no time.</summary>
    public DateTimeOffset? Timestamp { get; private set; }

    /// <summary>Length of the message's key and value in bytes, as they came.</summary>
    public int EncodedLength { get; }

    /// <summary>Why the message could not be decoded; null where it could.</summary>
    public AlertException? Error => _fault?.Error;

    /// <summary>The key as it came; kept only where <see cref="Error"/> is set, else empty.</summary>
    public ReadOnlyMemory<byte> RawKey => _fault?.Key;

    /// <summary>The value as it came; kept only where <see cref="Error"/> is set, else empty.</summary>
    public ReadOnlyMemory<byte> RawValue => _fault?.Value;

    /// <summary>
    /// Marks the message as processed, so that it is not delivered to the group again. Needed with <see cref="CommitMode.Manual"/>; otherwise
    /// useful before leaving a loop early. May be called from any thread, in any order, more than once.
    /// </summary>
    public void Complete()
    {
        IsCompleted = true;
        _source?.Complete(_sequence, Offset);
    }

    /// <summary>Starts an activity for the processing of this message; null where nobody listens. Dispose it when done.</summary>
    public Activity? StartActivity()
    {
        if (!AlertTelemetry.Activities.HasListeners()) return null;
        var activity = AlertTelemetry.Activities.StartActivity($"process {Topic}", ActivityKind.Consumer);
        return activity?
            .SetTag("messaging.system", "kafka")
            .SetTag("messaging.operation.name", "process")
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", Topic)
            .SetTag("messaging.destination.partition.id", Partition.ToString(CultureInfo.InvariantCulture))
            .SetTag("messaging.kafka.offset", Offset)
            .SetTag("messaging.message.body.size", EncodedLength);
    }

    /// <summary>Marks the message as processed later, without keeping the alert till then.</summary>
    internal Completion Later => new(_source, _sequence, Offset);

    /// <summary>What <see cref="Complete"/> needs to know of a message.</summary>
    internal readonly record struct Completion(AssignedPartition? Source, long Sequence, long Offset)
    {
        public void Complete() => Source?.Complete(Sequence, Offset);
    }

    internal bool IsCompleted { get; private set; }

    /// <summary>Where the message came from; null before <see cref="Attach"/>.</summary>
    internal AssignedPartition? Source => _source;

    /// <summary>What the message was, where it could not be decoded.</summary>
    internal MessageFault? Fault => _fault;

    /// <summary>Says where the message came from.</summary>
    internal void Attach(AssignedPartition source, long offset, DateTimeOffset? timestamp, Headers? headers)
    {
        _source = source;
        Offset = offset;
        Timestamp = timestamp;
        if (_fault is { } fault)
            _fault = fault with { Error = new AlertException(fault.Error, source.Topic, source.Partition, offset), Headers = headers };
    }

    /// <summary>Notes that it is to be processed.</summary>
    internal void Register(bool completed) => _sequence = _source!.Register(Offset, completed);
}

/// <summary>One Kafka message and the alert it held.</summary>
/// <typeparam name="T">The alert's type, or what a query makes of it.</typeparam>
public sealed class AlertMessage<T> : AlertMessage
{
    private readonly T? _alert;

    internal AlertMessage(T alert, int encodedLength) : base(encodedLength, null) => _alert = alert;

    internal AlertMessage(MessageFault fault, int encodedLength) : base(encodedLength, fault)
    {
    }

    /// <summary>The alert. It owns all its data and may be kept for ever.</summary>
    /// <exception cref="AlertException">The message could not be decoded: <see cref="AlertMessage.Error"/> is set.</exception>
    public T Alert => Error is null ? _alert! : throw Error;
}

/// <summary>Why a message could not be decoded, and what it was.</summary>
internal sealed record MessageFault(AlertException Error, byte[]? Key, byte[]? Value)
{
    public Headers? Headers { get; init; }
}
