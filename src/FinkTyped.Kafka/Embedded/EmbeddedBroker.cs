using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>
/// A Kafka cluster inside this process, for demos, tests and trying things out without a network: librdkafka's own mock, reached over TCP
/// on the loopback interface by any Kafka client, of this process or another. All members are thread-safe.
/// </summary>
/// <remarks>
/// What it does not do: keep more than the last 5 MB of a partition (the oldest batch goes for each new one, so that a consumer that begins at the
/// oldest message of a partition that fills within seconds may find it gone again and again: produce fewer and larger batches there), look up offsets by time, encrypt,
/// authenticate, answer the admin client, and wake a waiting fetch when a message arrives (a consumer that has caught up sees new messages after
/// its <c>fetch.wait.max.ms</c>). Topics that a producer names come into being with 4 partitions. The first member of a group is kept waiting for a second
/// one, and the other way round, for up to the session time-out: 44 s with Kafka's default. <see cref="ConsumerOptions"/> and
/// <see cref="Configure"/> set what avoids both waits.
/// </remarks>
public sealed class EmbeddedBroker : IDisposable, IAsyncDisposable
{
    private readonly EmbeddedBrokerOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _coordinators = [];
    private readonly HashSet<int> _down = [];
    private nint _handle;
    private nint _cluster;

    private EmbeddedBroker(EmbeddedBrokerOptions options)
    {
        _options = options;
        _handle = MockCluster.NewHandle();
        _cluster = MockCluster.ClusterNew(_handle, options.Brokers);
        if (_cluster == 0)
        {
            MockCluster.Destroy(_handle);
            throw MockCluster.Failed("rd_kafka_mock_cluster_new", $"{options.Brokers} broker(s)");
        }

        MockCluster.SetInitialRebalanceDelay(_cluster, (int)options.InitialRebalanceDelay.TotalMilliseconds);
        BootstrapServers = ReadBootstrapServers();
    }

    /// <summary>What a client connects to: <c>host:port</c>, comma-separated.</summary>
    public string BootstrapServers { get; }

    /// <summary>
    /// Options for consumers of this broker: a short session with a heartbeat that fits it, since a second member of a group waits here until the first
    /// one's session would have timed out (44 s by default), and short waits for messages, since the broker does not wake a waiting fetch.
    /// </summary>
    /// <param name="groupId">The consumer group.</param>
    /// <param name="topics">The topics.</param>
    public AlertConsumerOptions ConsumerOptions(string groupId, params IReadOnlyList<string> topics) => new()
    {
        BootstrapServers = BootstrapServers,
        GroupId = groupId,
        Topics = topics,
        CommitInterval = TimeSpan.FromMilliseconds(100),
        ConfigureKafka = Configure,
    };

    /// <summary>The ids of the brokers.</summary>
    public IEnumerable<int> BrokerIds => Enumerable.Range(1, _options.Brokers);

    /// <summary>Starts a cluster.</summary>
    public static EmbeddedBroker Start(EmbeddedBrokerOptions? options = null)
    {
        options ??= new EmbeddedBrokerOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Brokers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Partitions);
        return new EmbeddedBroker(options);
    }

    /// <summary>
    /// Sets what suits a consumer of an embedded broker: a session time-out of 2 s, since members of a group wait that long for each other and for one
    /// that was killed, and short waits for messages. For <see cref="AlertConsumerOptions.ConfigureKafka"/>.
    /// </summary>
    public static void Configure(ConsumerConfig kafka)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        kafka.SessionTimeoutMs = 2000;
        kafka.HeartbeatIntervalMs = 300;
        kafka.FetchWaitMaxMs = 20;
    }

    /// <summary>Creates a topic.</summary>
    /// <param name="name">The topic; it must not exist yet.</param>
    /// <param name="partitions">Number of partitions; null for <see cref="EmbeddedBrokerOptions.Partitions"/>.</param>
    /// <exception cref="KafkaException">The topic exists.</exception>
    public void CreateTopic(string name, int? partitions = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var count = partitions ?? _options.Partitions;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(partitions));
        lock (_gate)
            MockCluster.Check(MockCluster.TopicCreate(Cluster, name, count, Math.Min(3, _options.Brokers)), $"topic {name} cannot be created");
    }

    /// <summary>Deletes a topic, its messages and the offsets committed on it.</summary>
    public void DeleteTopic(string name)
    {
        lock (_gate) MockCluster.Check(MockCluster.TopicDelete(Cluster, name), $"topic {name} cannot be deleted");
    }

    /// <summary>Makes clients that ask for a topic get an error, for example <see cref="ErrorCode.TopicAuthorizationFailed"/>.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="error">The error; <see cref="ErrorCode.NoError"/> ends it.</param>
    public void SetTopicError(string name, ErrorCode error)
    {
        lock (_gate) MockCluster.TopicSetError(Cluster, name, (int)error);
    }

    /// <summary>Takes a broker down: its connections are closed and new ones refused.</summary>
    public void SetDown(int brokerId)
    {
        lock (_gate)
        {
            MockCluster.Check(MockCluster.BrokerSetDown(Cluster, brokerId), $"broker {brokerId} cannot be taken down");
            _down.Add(brokerId);
        }
    }

    /// <summary>Brings a broker back.</summary>
    public void SetUp(int brokerId)
    {
        lock (_gate)
        {
            MockCluster.Check(MockCluster.BrokerSetUp(Cluster, brokerId), $"broker {brokerId} cannot be brought up");
            _down.Remove(brokerId);
        }
    }

    /// <summary>Delays every answer of a broker.</summary>
    public void SetRoundTrip(int brokerId, TimeSpan delay)
    {
        lock (_gate)
            MockCluster.Check(MockCluster.BrokerSetRoundTrip(Cluster, brokerId, (int)delay.TotalMilliseconds), $"broker {brokerId} has no delay");
    }

    /// <summary>Moves the leadership of a partition to another broker.</summary>
    public void SetLeader(string topic, int partition, int brokerId)
    {
        lock (_gate)
            MockCluster.Check(MockCluster.PartitionSetLeader(Cluster, topic, partition, brokerId), $"{topic} [{partition}] has no other leader");
    }

    /// <summary>Moves the coordination of a consumer group to another broker. The connections of the broker that had it are closed.</summary>
    public void SetCoordinator(string groupId, int brokerId)
    {
        lock (_gate)
        {
            // A member that asks the new broker to join while the old one still owes it an answer would end the process: the mock asserts that it
            // does not (rdkafka_mock_cgrp.c, member_add).
            var before = _coordinators.TryGetValue(groupId, out var known) ? [known] : BrokerIds.ToArray();
            foreach (var id in before) MockCluster.Check(MockCluster.BrokerSetDown(Cluster, id), $"broker {id} cannot be taken down");
            MockCluster.Check(MockCluster.CoordinatorSet(Cluster, "group", groupId, brokerId), $"group {groupId} has no other coordinator");
            _coordinators[groupId] = brokerId;
            foreach (var id in before.Except(_down)) MockCluster.Check(MockCluster.BrokerSetUp(Cluster, id), $"broker {id} cannot be brought up");
        }
    }

    /// <summary>
    /// Fails the next requests of a kind, one error each, in order. <see cref="ErrorCode.Local_Transport"/> closes the connection instead. A
    /// Metadata request heeds only that one.
    /// </summary>
    public unsafe void FailNext(KafkaRequest request, params ReadOnlySpan<ErrorCode> errors)
    {
        Span<int> codes = new int[errors.Length];
        for (var i = 0; i < errors.Length; i++) codes[i] = (int)errors[i];
        lock (_gate)
        {
            fixed (int* first = codes) MockCluster.PushRequestErrors(Cluster, (short)request, (nuint)codes.Length, first);
        }
    }

    /// <summary>Forgets the failures that <see cref="FailNext"/> ordered and that have not happened yet.</summary>
    public void ClearFailures(KafkaRequest request)
    {
        lock (_gate) MockCluster.ClearRequestErrors(Cluster, (short)request);
    }

    /// <summary>Makes a broker tell clients another address than its own, for proxies in tests.</summary>
    internal void Advertise(int brokerId, string host, int port)
    {
        lock (_gate) MockCluster.BrokerSetHostPort(Cluster, brokerId, host, port);
    }

    /// <summary>Remembers from now on what was asked, for tests.</summary>
    internal void WatchRequests()
    {
        lock (_gate) MockCluster.StartRequestTracking(Cluster);
    }

    /// <summary>How many requests of a kind have come since <see cref="WatchRequests"/>.</summary>
    internal unsafe int CountRequests(KafkaRequest request)
    {
        lock (_gate)
        {
            var requests = MockCluster.Requests(Cluster, out var count);
            var found = 0;
            for (nuint i = 0; i < count; i++)
                if (MockCluster.RequestApiKey(requests[i]) == (short)request) found++;
            MockCluster.DestroyRequests(requests, count);
            return found;
        }
    }

    /// <summary>Stops the cluster; clients still connected see it as gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_cluster == 0) return;
            MockCluster.ClusterDestroy(_cluster);
            MockCluster.Destroy(_handle);
            _cluster = _handle = 0;
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    private nint Cluster
    {
        get
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            return _cluster;
        }
    }

    private unsafe string ReadBootstrapServers() => MockCluster.Text(MockCluster.Bootstraps(_cluster));
}
