using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// Looks at a Kafka server without reading alerts and without joining a group: its topics, how far a group has come, the schema of a topic. May
/// be asked from several threads; it answers one question after the other.
/// </summary>
public sealed partial class AlertServer : IDisposable, IAsyncDisposable
{
    private readonly AlertConsumerOptions _options;
    private readonly ConsumerConfig _config;
    private readonly Lazy<IConsumer<byte[], byte[]>> _consumer;
    private readonly Lock _lock = new();
    private readonly Lock _one = new();
    private Task _asking = Task.CompletedTask;
    private Error? _lastError;

    /// <summary>Makes a client. It connects when it is first asked.</summary>
    /// <param name="options">
    /// How to reach the servers, and the group that <see cref="ReadLagAsync"/> is about; topics are not looked at.
    /// </param>
    public AlertServer(AlertConsumerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options with { Topics = ["-"], GroupId = string.IsNullOrWhiteSpace(options.GroupId) ? "-" : options.GroupId };
        _options.Validate();
        _config = ConsumerSettings.For(_options);
        _config.EnableAutoCommit = false;
        _consumer = new Lazy<IConsumer<byte[], byte[]>>(Open);
    }

    /// <summary>The topics of the server, by name; Kafka's own are left out.</summary>
    /// <exception cref="AlertException">The server cannot be reached, or refuses.</exception>
    public Task<IReadOnlyList<AlertTopic>> ListTopicsAsync(CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<AlertTopic>>(() =>
        [.. Metadata().Topics
            .Where(topic => !topic.Topic.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(topic => topic.Topic, StringComparer.Ordinal)
            .Select(topic => new AlertTopic(topic.Topic, topic.Partitions.Count))], cancellationToken);

    /// <summary>How far the group of <see cref="AlertConsumerOptions.GroupId"/> has come in some topics, partition by partition.</summary>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or a topic does not exist.</exception>
    public Task<IReadOnlyList<PartitionLag>> ReadLagAsync(IEnumerable<string> topics, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return AskAsync<IReadOnlyList<PartitionLag>>(() =>
        {
            var known = Metadata().Topics;
            var partitions = topics.SelectMany(name => PartitionsOf(known, name)).ToList();
            var committed = _consumer.Value.Committed(partitions, _options.ConnectTimeout);
            return [.. committed.Select(partition =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var marks = _consumer.Value.QueryWatermarkOffsets(partition.TopicPartition, _options.ConnectTimeout);
                return new PartitionLag(partition.Topic, partition.Partition, marks.Low, marks.High, partition.Offset.IsSpecial ? null : partition.Offset.Value);
            })];
        }, cancellationToken);
    }

    /// <summary>
    /// The schema of a topic's newest alerts: from the key of a message, from the topic beside a transfer, or from the container in a value.
    /// </summary>
    /// <returns>The schema and its JSON as it was sent; null where the topic is empty.</returns>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or the topic does not exist, or holds no schema.</exception>
    public Task<TopicSchema?> ReadSchemaAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return AskAsync(() => ReadSchema(topic, cancellationToken), cancellationToken);
    }

    /// <summary>Closes the connection. Where a question was cancelled, that is done when its answer has come, or will not come any more.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        Task asking;
        lock (_lock) asking = _asking;
        // The handle must not go while librdkafka waits with it.
        var closing = asking.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (asking.IsCompleted) await closing.ConfigureAwait(false);
    }

    private IConsumer<byte[], byte[]> Open()
    {
        try
        {
            return new ConsumerBuilder<byte[], byte[]>(_config).SetLogHandler((_, _) => { }).SetErrorHandler((_, error) => OnError(error)).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw KafkaErrors.Settings(e);
        }
    }

    private void Close()
    {
        if (_consumer.IsValueCreated) _consumer.Value.Dispose();
    }

    private void OnError(Error error)
    {
        // The others say more than "all brokers are down".
        if (error.Code != ErrorCode.Local_AllBrokersDown) _lastError = error;
    }

    private TopicSchema? ReadSchema(string topic, CancellationToken cancellationToken)
    {
        if (SchemaTopic.IsNeededFor(topic, []))
        {
            var text = SchemaTopic.ReadText(_config, topic, _options.ConnectTimeout, cancellationToken);
            return text is null ? null : new TopicSchema(topic, text, _options.Resolution.Limits);
        }

        foreach (var partition in PartitionsOf(Metadata().Topics, topic))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var marks = _consumer.Value.QueryWatermarkOffsets(partition, _options.ConnectTimeout);
            if (marks.High.Value <= marks.Low.Value) continue;
            if (ReadOne(new TopicPartitionOffset(partition, marks.High.Value - 1), cancellationToken) is not { } message) continue;
            return new TopicSchema(topic, SchemaTextOf(topic, message, cancellationToken), _options.Resolution.Limits);
        }

        return null;
    }

    private byte[] SchemaTextOf(string topic, Message<byte[], byte[]> message, CancellationToken cancellationToken)
    {
        var value = new ReadOnlySpan<byte>(message.Value);
        if (ContainerMessage.IsContainer(value)) return ContainerMessage.SchemaText(value, _options.Resolution.Limits).ToArray();
        if (WireReader.LooksLikeSchema(message.Key)) return message.Key;
        return SchemaTopic.ReadText(_config, topic, _options.ConnectTimeout, cancellationToken)
            ?? throw WireReader.NoSchema(message.Key, value);
    }

    private Message<byte[], byte[]>? ReadOne(TopicPartitionOffset position, CancellationToken cancellationToken)
    {
        _consumer.Value.Assign(position);
        try
        {
            var end = Environment.TickCount64 + (long)_options.ConnectTimeout.TotalMilliseconds;
            while (Environment.TickCount64 < end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_consumer.Value.Consume(TimeSpan.FromMilliseconds(50)) is { IsPartitionEOF: false } result) return result.Message;
            }

            return null;
        }
        finally
        {
            _consumer.Value.Unassign();
        }
    }

    private List<TopicPartition> PartitionsOf(List<TopicMetadata> known, string topic)
    {
        var found = known.Find(t => t.Topic == topic);
        if (found is null) throw KafkaErrors.UnknownTopic(_options with { Topics = [topic] }, known.ConvertAll(t => t.Topic));
        return found.Partitions.ConvertAll(partition => new TopicPartition(topic, partition.PartitionId));
    }

    // All topics are asked for: asking for one by name could create it.
    private Metadata Metadata() => ServerMetadata.Get(_consumer.Value.Handle, null, _options, LastError);

    private Error? LastError()
    {
        // The client reports in a poll.
        _consumer.Value.Consume(TimeSpan.Zero);
        return _lastError;
    }

    // librdkafka waits for its answers and cannot be interrupted: who cancels does not wait with it.
    private Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancellationToken)
    {
        var asking = Task.Run(() => Ask(ask), cancellationToken);
        lock (_lock) _asking = Task.WhenAll(_asking, asking);
        return asking.WaitAsync(cancellationToken);
    }

    private T Ask<T>(Func<T> ask)
    {
        // The consumer has one assignment: questions are answered one after the other.
        lock (_one)
        {
            try
            {
                return ask();
            }
            catch (KafkaException e)
            {
                // What the error handler was told says more than that nobody answered.
                var error = e.Error.Code is ErrorCode.Local_Transport or ErrorCode.Local_TimedOut && _consumer.IsValueCreated ? LastError() ?? e.Error : e.Error;
                throw KafkaErrors.Find(error, _options, isStart: true)
                    ?? (e.Error.IsLocalError ? KafkaErrors.Unreachable(_options, error) : KafkaErrors.Unexpected(e));
            }
        }
    }
}
