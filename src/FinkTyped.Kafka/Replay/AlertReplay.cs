using System.Buffers;
using System.Diagnostics;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// Publishes alerts as Fink's livestream does: the key is the whole writer schema as JSON, the value one datum without header. For demos, tests,
/// and replaying a night of alerts to a service under development.
/// </summary>
public sealed class AlertReplay : IAsyncDisposable, IDisposable
{
    private const int MaxInFlight = 1000;

    private readonly AlertReplayOptions _options;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly SemaphoreSlim _room = new(MaxInFlight);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Action<DeliveryReport<byte[]?, byte[]?>> _onDelivered;
    private AvroSchema? _schema;
    private AlertDecoder<DeadLetter>? _letters;
    private byte[]? _key;
    private int _partitions;
    private long _sent;
    private long _delivered;
    private Error? _failure;
    private volatile Error? _lastError;

    /// <summary>Makes a publisher. It connects when it first publishes.</summary>
    public AlertReplay(AlertReplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.BootstrapServers, nameof(options));
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Topic, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Repeat, nameof(options));
        if (options.Rate is { } rate) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(options));
        _options = options;
        var config = new ProducerConfig
        {
            BootstrapServers = options.BootstrapServers,
            ClientId = "finktyped-replay",
            EnableIdempotence = true,
            LingerMs = 5,
            MessageMaxBytes = 16 << 20,
            QueueBufferingMaxKbytes = 128 << 10,
        };
        Sasl.Apply(config, options.Username, options.Password);
        options.ConfigureKafka?.Invoke(config);
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, e) => OnError(e)).Build();
        _onDelivered = OnDelivered;
    }

    /// <summary>How many messages were handed to the client.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>How many of them the server has confirmed.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Publishes alerts, each encoded by its compiled schema, and waits until the server has confirmed them all.</summary>
    /// <exception cref="KafkaException">The server did not take one.</exception>
    public async Task PublishAsync<T>(IEnumerable<T> alerts, CancellationToken cancellationToken = default) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(alerts);
        var output = new ArrayBufferWriter<byte>();
        for (var round = 0; round < _options.Repeat; round++)
        {
            foreach (var alert in alerts)
            {
                output.ResetWrittenCount();
                alert.EncodeTo(output);
                await SendAsync(T.Schema, output.WrittenMemory, cancellationToken).ConfigureAwait(false);
            }
        }

        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes datums of one writer schema and waits until the server has confirmed them all.</summary>
    /// <exception cref="KafkaException">The server did not take one.</exception>
    public async Task PublishAsync(AvroSchema writer, IEnumerable<ReadOnlyMemory<byte>> datums, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(datums);
        for (var round = 0; round < _options.Repeat; round++)
            foreach (var datum in datums)
                await SendAsync(writer, datum, cancellationToken).ConfigureAwait(false);

        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Publishes alerts of files as they are there (<see cref="AlertFile.ReadDatums(string, AlertFileOptions?)"/>), and waits until the server has confirmed them all. Files of
    /// dead letters (<see cref="DeadLetterStore.Folder"/>) become the messages that they were.
    /// </summary>
    /// <exception cref="KafkaException">The server did not take one.</exception>
    /// <exception cref="AvroException">A file is damaged.</exception>
    public async Task PublishAsync(IEnumerable<AlertDatum> alerts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        for (var round = 0; round < _options.Repeat; round++)
            foreach (var alert in alerts)
                await SendAsync(alert.WriterSchema, alert.Datum, cancellationToken).ConfigureAwait(false);

        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Hands one datum to the client, as soon as the rate allows; <see cref="FlushAsync"/> waits for the confirmation.</summary>
    /// <param name="writer">The schema the datum was written with.</param>
    /// <param name="datum">The bytes; copied before the call ends.</param>
    /// <param name="cancellationToken">Ends the wait for the rate, or for room in the client.</param>
    public ValueTask SendAsync(AvroSchema writer, ReadOnlyMemory<byte> datum, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!ReferenceEquals(writer, _schema))
        {
            _key = writer.SourceJson.ToArray();
            _schema = writer;
            _letters = writer.Equals(DeadLetter.Schema) ? AlertDecoder<DeadLetter>.For(writer) : null;
        }

        return _letters is null
            ? SendAsync(_key, datum.ToArray(), cancellationToken)
            : SendAsync(_letters.Decode(datum.Span), cancellationToken);
    }

    /// <summary>Hands a message that was passed over to the client, as it came: key, value and headers.</summary>
    /// <param name="letter">The message. Its topic is not looked at: it is published to that of the options.</param>
    /// <param name="cancellationToken">Ends the wait for the rate, or for room in the client.</param>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or has no such topic.</exception>
    public ValueTask SendAsync(DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return SendAsync(letter.ToMessage(), cancellationToken);
    }

    /// <summary>Hands a message to the client as it is, for other wire formats and for malformed messages.</summary>
    /// <param name="key">The key; null for none. Must not change any more.</param>
    /// <param name="value">The value; null for none. Must not change any more.</param>
    /// <param name="cancellationToken">Ends the wait for the rate, or for room in the client.</param>
    /// <exception cref="AlertException">The server cannot be reached, or refuses, or has no such topic.</exception>
    public ValueTask SendAsync(byte[]? key, byte[]? value, CancellationToken cancellationToken = default) =>
        SendAsync(new Message<byte[]?, byte[]?> { Key = key, Value = value }, cancellationToken);

    internal async ValueTask SendAsync(Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        if (_options.Rate is { } rate && TimeSpan.FromSeconds(_sent / rate) - _clock.Elapsed is { Ticks: > 0 } early)
            await Task.Delay(early, cancellationToken).ConfigureAwait(false);
        var next = await NextPartitionAsync().ConfigureAwait(false);
        var target = new TopicPartition(_options.Topic, _options.Partition ?? next);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!TryProduce(target, message)) await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // No report will come that gives the place back.
            _room.Release();
            throw;
        }

        Interlocked.Increment(ref _sent);
    }

    private bool TryProduce(TopicPartition target, Message<byte[]?, byte[]?> message)
    {
        try
        {
            _producer.Produce(target, message, _onDelivered);
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    /// <summary>Waits until the server has confirmed all messages.</summary>
    /// <exception cref="KafkaException">The server did not take one.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await Task.Run(() => _producer.Flush(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _failure, null) is { } failure) throw new KafkaException(failure);
    }

    /// <summary>Closes the connection; messages not confirmed yet may be lost.</summary>
    public void Dispose()
    {
        _producer.Dispose();
        _room.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    private async ValueTask<int> NextPartitionAsync()
    {
        if (_partitions == 0) _partitions = await Task.Run(CountPartitions).ConfigureAwait(false);
        return (int)(_sent % _partitions);
    }

    private int CountPartitions()
    {
        var target = new AlertConsumerOptions
        {
            BootstrapServers = _options.BootstrapServers,
            GroupId = "-",
            Topics = [_options.Topic],
            Username = _options.Username,
            Password = _options.Password,
            ConnectTimeout = _options.ConnectTimeout,
        };
        var topic = Metadata(_options.Topic).Topics.Single();
        if (!topic.Error.IsError) return topic.Partitions.Count;
        throw KafkaErrors.Find(topic.Error, target, isStart: true)
            ?? KafkaErrors.UnknownTopic(target, Metadata(null).Topics.ConvertAll(t => t.Topic), "This server makes no topics by itself: create it there first.");

        Metadata Metadata(string? name) => ServerMetadata.Get(_producer.Handle, name, target, () => _lastError);
    }

    private void OnDelivered(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError) _failure ??= report.Error;
        else Interlocked.Increment(ref _delivered);
        _room.Release();
    }

    private void OnError(Error error)
    {
        if (error.IsFatal) _failure ??= error;
        // The others say more than "all brokers are down".
        if (error.Code != ErrorCode.Local_AllBrokersDown) _lastError = error;
    }
}
