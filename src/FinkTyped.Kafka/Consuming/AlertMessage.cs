using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>One Kafka message: where it stood, and what <see cref="AlertMessage{T}"/> adds, the alert it held.</summary>
public abstract class AlertMessage
{
    private AssignedPartition? _source;
    private MessageFault? _fault;
    // One for each message: no room for two words where one will do. The year 1 stands for no time.
    private MadePlace? _made;
    private long _ticks;
    private long _offset;
    private long _sequence;

    private protected AlertMessage(int encodedLength, MessageFault? fault)
    {
        EncodedLength = encodedLength;
        _fault = fault;
    }

    /// <summary>The topic.</summary>
    public string Topic
    {
        get => _source?.Topic ?? _made?.Topic ?? "";
        init => (_made ??= new MadePlace()).Topic = value;
    }

    /// <summary>The partition of the topic.</summary>
    public int Partition
    {
        get => _source?.Partition ?? _made?.Partition ?? 0;
        init => (_made ??= new MadePlace()).Partition = value;
    }

    /// <summary>The position in the partition. Topic, partition and offset name a message for ever.</summary>
    public long Offset
    {
        get => _offset;
        init => _offset = value;
    }

    /// <summary>When the broker received the message or the producer made it, as the topic is set up; UTC. Null where the message has no time.</summary>
    public DateTimeOffset? Timestamp
    {
        get => _ticks == 0 ? null : new DateTimeOffset(_ticks, TimeSpan.Zero);
        init => _ticks = value?.UtcTicks ?? 0;
    }

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

    /// <summary>Whether <see cref="Complete"/> was called.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Where the message came from; null before <see cref="Attach"/>.</summary>
    internal AssignedPartition? Source => _source;

    /// <summary>Where a message that a test has made is said to come from.</summary>
    private sealed class MadePlace
    {
        public string Topic { get; set; } = "";

        public int Partition { get; set; }
    }

    /// <summary>What the message was, where it could not be decoded.</summary>
    internal MessageFault? Fault => _fault;

    /// <summary>Says where the message came from.</summary>
    internal void Attach(AssignedPartition source, long offset, DateTimeOffset? timestamp, Headers? headers)
    {
        _source = source;
        _offset = offset;
        _ticks = timestamp?.UtcTicks ?? 0;
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

    /// <summary>Makes a message for a test of a program's own. Give it a topic, partition, offset and time where they matter.</summary>
    public AlertMessage(T alert) : this(alert, 0)
    {
    }

    internal AlertMessage(T alert, int encodedLength) : base(encodedLength, null) => _alert = alert;

    internal AlertMessage(MessageFault fault, int encodedLength) : base(encodedLength, fault)
    {
    }

    /// <summary>Makes a message that could not be decoded, for a test of a program's own.</summary>
    /// <param name="error">Why it could not be decoded.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="key">The key as it came.</param>
    /// <param name="value">The value as it came.</param>
    [SuppressMessage("Design", "CA1000", Justification = "There is no other type to put it in.")]
    public static AlertMessage<T> Failed(
        AlertException error, string topic = "", int partition = 0, long offset = 0, byte[]? key = null, byte[]? value = null) =>
        new(new MessageFault(error, key, value), (key?.Length ?? 0) + (value?.Length ?? 0)) { Topic = topic, Partition = partition, Offset = offset };

    /// <summary>The alert. It owns all its data and may be kept for ever.</summary>
    /// <exception cref="AlertException">The message could not be decoded: <see cref="AlertMessage.Error"/> is set.</exception>
    public T Alert => Error is null ? _alert! : throw Error;
}

/// <summary>Why a message could not be decoded, and what it was.</summary>
internal sealed record MessageFault(AlertException Error, byte[]? Key, byte[]? Value)
{
    public Headers? Headers { get; init; }
}
