using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinkTyped.Kafka;

/// <summary>
/// The thread that owns the Kafka handle, from creation to close. It reads and decodes messages into the buffer and stores the offsets of
/// those that were processed. What others want of the handle they post as commands.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Cancelled from any thread at any moment, and it holds no handle and no timer.")]
internal sealed partial class ConsumerLoop
{
    // How long a poll waits for a message, and so how soon commands and the end are noticed when nothing comes.
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(50);
    // The answer to a commit is seen when a poll ends.
    private static readonly TimeSpan CommitPollTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StoreInterval = TimeSpan.FromMilliseconds(100);

    private static readonly long FirstTime = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly AlertConsumerOptions _options;
    private readonly ConsumerConfig _config;
    private readonly WireReader _wire;
    private readonly CancellationTokenSource _stop = new();
    private readonly AlertDeserializer _deserializer;
    private readonly ILogger _log;
    private readonly ILogger _kafkaLog;
    private readonly DeadLetterOffice _deadLetters;
    private readonly RepeatedLine _noId;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private volatile AlertException? _end;

    private IConsumer<SeenKey, AlertMessage?>? _opened;
    private long _lastStore;
    private long _lastPoll;

    public ConsumerLoop(AlertConsumerOptions options)
    {
        _options = options;
        _config = ConsumerSettings.For(options);
        _wire = new WireReader(options, _config, _stop.Token);
        _deserializer = new AlertDeserializer(_wire, options.Where, options.Resolution.Limits);
        _deserializer.Schemas.Tell = OnSchemaMet;
        _log = Logger("FinkTyped.Kafka.AlertConsumer");
        var said = options.LoggerFactory is null ? null : _log;
        _deadLetters = new DeadLetterOffice(options.DeadLetters, options.GroupId, said, _stop.Token);
        _noId = new RepeatedLine(said);
        _kafkaLog = Logger("FinkTyped.Kafka.Librdkafka");
        Buffer = new AlertBuffer(options.MaxBufferedMessages, options.MaxBufferedBytes);
        _thread = new Thread(Run) { IsBackground = true, Name = $"alerts of {options.GroupId}" };
    }

    /// <summary>What was read and decoded and waits for the program.</summary>
    public AlertBuffer Buffer { get; }

    /// <summary>When the thread has ended and the handle is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many writer schemas were parsed.</summary>
    public int SchemasParsed => _wire.Parsed;

    /// <summary>How many messages were passed over because they could not be decoded.</summary>
    public long PassedOver => _deadLetters.Count;

    private IConsumer<SeenKey, AlertMessage?> Consumer => _opened!;

    /// <summary>Starts the thread.</summary>
    /// <param name="projection">What becomes of the alerts.</param>
    public void Start(AlertProjection projection)
    {
        _deserializer.Projection = projection;
        _thread.Start();
    }

    /// <summary>Asks the thread to store what was processed, to leave the group and to end.</summary>
    public void Stop()
    {
        _stopping = true;
        _stop.Cancel();
        Buffer.Wake();
    }

    /// <summary>Whether the caller is the thread itself, which runs the program's query and cannot wait for its own end.</summary>
    public bool IsOwnThread => Thread.CurrentThread == _thread;

    /// <summary>Says that the end is not waited for any longer.</summary>
    public void LogGivenUp() => LogNotClosed(_log, "the server does not answer; what was processed since the last commit may come again");

    private ILogger Logger(string category) =>
        _options.LoggerFactory is { } factory ? new SafeLogger(factory.CreateLogger(category)) : NullLogger.Instance;

    private void Run()
    {
        try
        {
            AlertTelemetry.Add(this);
            Open();
            while (!_stopping) Step();
        }
        catch (AlertException e)
        {
            _end = e;
            Buffer.Complete(e);
        }
        catch (Exception e)
        {
            LogFailed(_log, e);
            _end = KafkaErrors.Unexpected(e);
            Buffer.Complete(_end);
        }
        finally
        {
            AlertTelemetry.Remove(this);
            Close();
            Buffer.Complete();
            _deadLetters.Close();
            RefuseCommands();
            _ended.TrySetResult();
        }
    }

    private void Open()
    {
        var builder = new ConsumerBuilder<SeenKey, AlertMessage?>(_config)
            .SetKeyDeserializer(_deserializer)
            .SetValueDeserializer(_deserializer)
            .SetErrorHandler((_, error) => OnError(error))
            .SetLogHandler((_, message) => Forward(message))
            .SetOffsetsCommittedHandler((_, committed) => OnCommitted(committed))
            .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => OnLost(partitions));
        try
        {
            _opened = builder.Build();
            _opened.Subscribe(_options.Topics);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaErrors.Settings(e);
        }

        _lastPoll = _startedAt = Environment.TickCount64;
    }

    private void Step()
    {
        RunCommands();
        var now = Environment.TickCount64;
        StoreProgress(now);
        LookAtLag(now);
        ReassignSilent(now);
        if (_finished || (!HasRoom && !WaitForRoom()))
        {
            PollPaused();
            return;
        }

        Resume();
        Poll(Buffer.HoldsBack ? TimeSpan.Zero : _staged.Count > 0 ? CommitPollTime : PollTime);
    }

    private void Poll(TimeSpan timeout)
    {
        ConsumeResult<SeenKey, AlertMessage?>? result = null;
        try
        {
            result = Consumer.Consume(timeout);
        }
        catch (ConsumeException e)
        {
            OnError(e.Error);
            ReassignSilentLater();
        }

        _lastPoll = Environment.TickCount64;
        if (_failure is not null) throw _failure;
        if (result is null) OnNothing();
        else if (result.IsPartitionEOF) OnEnd(result.TopicPartitionOffset);
        else Accept(result);
    }

    private void OnNothing()
    {
        DeliverStaged();
        Buffer.HandOver();
        CheckStart();
        CheckEnd();
    }

    private void Accept(ConsumeResult<SeenKey, AlertMessage?> result)
    {
        // A schema may not have been waited for to the end: then the message is not this consumer's any more.
        if (_stopping) return;
        _everRead = true;
        var offset = result.Offset.Value;
        var partition = Find(result.Topic, result.Partition);
        if (partition.IsDoubtful && !IsInPlace(partition, offset)) return;
        var message = result.Message.Value;
        Count(AlertTelemetry.Consumed, partition);
        if (partition.CommitsStart)
        {
            partition.CommitsStart = false;
            Commit(result.TopicPartitionOffset);
        }

        if (partition.WasCompleted(offset))
        {
            partition.Register(offset, completed: true);
            return;
        }

        if (message is null)
        {
            Count(AlertTelemetry.Rejected, partition);
            partition.Register(offset, completed: true);
            return;
        }

        if (message.Error is { EndsStream: true } end) throw end;
        var skip = message.Error is not null && _options.OnMalformed == OnMalformed.Skip;
        message.Attach(partition, offset, TimeOf(result.Message.Timestamp), result.Message.Headers);
        if (message.Error is not null) Count(AlertTelemetry.Malformed, partition);
        // Where the consumer is stopped before the message is kept, it comes again.
        if (skip && !_deadLetters.Take(message)) return;
        message.Register(completed: skip);
        if (skip) return;
        if (_options.CommitMode == CommitMode.OnDelivery) Stage(message);
        else Buffer.Add(message);
    }

    /// <summary>A message's time; null where there is none, or where it is no time, which is the producer's to choose.</summary>
    private static DateTimeOffset? TimeOf(Timestamp time)
    {
        if (time.Type == TimestampType.NotAvailable) return null;
        var milliseconds = time.UnixTimestampMs;
        return milliseconds >= FirstTime && milliseconds <= LastTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private void Close()
    {
        if (_opened is null) return;
        try
        {
            StoreProgress(long.MaxValue);
            GiveBack();
            _opened.Close();
        }
        catch (Exception e)
        {
            // Whoever waits for the end must not wait for ever.
            LogNotClosed(_log, e.Message);
        }
        finally
        {
            _opened.Dispose();
        }
    }
}
