using FinkTyped.Filters;
using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// What a hosted consumer reads, how its handlers run, and when its health is in doubt. All but the delegates can stand in a configuration
/// section under their names; an unknown name there is an error. They are read once, when the host starts.
/// </summary>
/// <typeparam name="T">The alert's type.</typeparam>
public sealed class AlertServiceOptions<T> where T : class, IAvroRecord<T>
{
    /// <summary>
    /// <c>ztf</c> or <c>lsst</c>: what is not set of servers, group, topics, name and password comes from that survey's credentials file, as with
    /// <see cref="AlertConsumerOptions.FromCredentials(string)"/>. Default null: from no file.
    /// </summary>
    public string? Survey { get; set; }

    /// <inheritdoc cref="AlertConsumerOptions.BootstrapServers"/>
    public string BootstrapServers { get; set; } = "";

    /// <inheritdoc cref="AlertConsumerOptions.GroupId"/>
    public string GroupId { get; set; } = "";

    /// <summary>The topics to read, at least one; in configuration a list, or one text with commas. Required.</summary>
    public IList<string> Topics { get; set; } = [];

    /// <inheritdoc cref="AlertConsumerOptions.Username"/>
    public string? Username { get; set; }

    /// <summary>
    /// The user's password; never logged. Default null. Keep it out of files under version control: an environment variable such as
    /// <c>Fink__Password</c> does.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// Where reading begins; in configuration <c>committed</c>, <c>earliest</c>, <c>latest</c> or a time in ISO 8601. Default committed.
    /// </summary>
    public StartAt StartAt { get; set; }

    /// <summary>Whether the service ends when every partition has been read to its end; the host goes on. Default false.</summary>
    public bool StopAtEnd { get; set; }

    /// <summary>
    /// Whether the host stops when every partition has been read to its end and every alert handled: a job that runs over what is there, and a test.
    /// Default false. It implies <see cref="StopAtEnd"/>.
    /// </summary>
    public bool StopHostAtEnd { get; set; }

    /// <inheritdoc cref="AlertConsumerOptions.CommitInterval"/>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What happens to a message that cannot be decoded. Default <see cref="FinkTyped.Kafka.OnMalformed.Skip"/>: it is passed over, logged and kept in
    /// <see cref="DeadLetters"/>. With <see cref="FinkTyped.Kafka.OnMalformed.Surface"/> it goes to <see cref="IAlertHandler{T}.HandleMalformedAsync"/>.
    /// </summary>
    public OnMalformed OnMalformed { get; set; }

    /// <summary>
    /// Where messages are kept that cannot be decoded, and alerts whose handler failed for good (<see cref="Hosting.OnHandlerError.Skip"/>); in
    /// configuration the path of a folder, <c>none</c> for nowhere. Default <see cref="DeadLetterStore.Default"/>.
    /// </summary>
    public DeadLetterStore? DeadLetters { get; set; } = DeadLetterStore.Default;

    /// <inheritdoc cref="AlertConsumerOptions.MaxBufferedMessages"/>
    public int MaxBufferedMessages { get; set; } = 64;

    /// <inheritdoc cref="AlertConsumerOptions.MaxBufferedBytes"/>
    public long MaxBufferedBytes { get; set; } = 64 << 20;

    /// <inheritdoc cref="AlertConsumerOptions.DuplicateWindow"/>
    public int DuplicateWindow { get; set; } = 100_000;

    /// <inheritdoc cref="AlertConsumerOptions.ConnectTimeout"/>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="AlertConsumerOptions.WaitForTopics"/>
    public bool WaitForTopics { get; set; }

    /// <summary>
    /// Which alerts are handled, as an expression over the names of the writer's schema: <c>diaSource.psfFlux > 5e4 and any(prvDiaSources, snr > 20)</c>.
    /// Default null: all.
    /// </summary>
    public string? Where { get; set; }

    /// <summary>The functions that <see cref="Where"/> may call; set in code. Default <see cref="FilterFunctions.Default"/>.</summary>
    public FilterFunctions WhereFunctions { get; set; } = FilterFunctions.Default;

    /// <inheritdoc cref="AlertConsumerOptions.WireFormat"/>
    public WireFormat WireFormat { get; set; }

    /// <summary>Settings of the Kafka client by librdkafka's names, such as <c>fetch.wait.max.ms</c>. Default none.</summary>
    public IDictionary<string, string> Kafka { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc cref="AlertConsumer{T}.DuplicateId"/>
    public Func<T, long>? DuplicateId { get; set; }

    /// <summary>
    /// Changes the consumer's options after all others are set, for those that have no counterpart here. Default null. The commit mode stays
    /// <see cref="CommitMode.Manual"/>: an alert counts as processed when its handler has returned.
    /// </summary>
    public Func<AlertConsumerOptions, AlertConsumerOptions>? ConfigureConsumer { get; set; }

    /// <summary>
    /// Which alerts are handled: <c>LsstAlert.Where(…)</c>. It looks at alerts where they lie in the Kafka client's memory, so that those it rejects are not
    /// decoded; they count as processed. Default null: all.
    /// </summary>
    public AlertQuery<T, T>? Query { get; set; }

    /// <summary>
    /// How many alerts are handled at a time. Default 1: one after the other, each partition in its order. With more there is no order, but where
    /// <see cref="OrderKey"/> makes one.
    /// </summary>
    public int MaxParallelHandlers { get; set; } = 1;

    /// <summary>
    /// What alerts must have in common to be handled one after the other, in the order in which they come: the id of their object, mostly. Default null:
    /// nothing. An alert for which it throws is handled in turn with others of its like.
    /// </summary>
    public Func<T, long>? OrderKey { get; set; }

    /// <summary>The most alerts that an <see cref="IAlertBatchHandler{T}"/> is given at once. Default 100. Other handlers take one at a time.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>
    /// How long a batch that is not full waits for more alerts, from its first one on. Default 1 s; with zero it takes what is there.
    /// </summary>
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What happens when a handler throws. Default <see cref="Hosting.OnHandlerError.StopHost"/>.</summary>
    public OnHandlerError OnHandlerError { get; set; }

    /// <summary>How often an alert is tried again where errors are retried. Default 5; <see cref="int.MaxValue"/> is for ever.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The wait before the first retry; it doubles each time. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between retries. Default 1 min.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What happens when the servers or the network fail for good. Default <see cref="Hosting.OnConsumerFailure.Restart"/>.</summary>
    public OnConsumerFailure OnConsumerFailure { get; set; }

    /// <summary>The wait before the first restart; it doubles each time until alerts flow again. Default 5 s.</summary>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between restarts. Default 5 min.</summary>
    public TimeSpan MaxRestartDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long handlers at work may go on when the host stops; then their token is cancelled. Default 20 s. Stay below the host's own limit,
    /// <c>HostOptions.ShutdownTimeout</c>, whose default is 30 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From how many alerts on that wait at the broker the health is degraded. Default 100 000.</summary>
    public long DegradedLag { get; set; } = 100_000;

    /// <summary>How long after an error (of a handler, a message or the Kafka client) the health is degraded. Default 5 min.</summary>
    public TimeSpan DegradedAfterError { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What is wrong with the configuration section that was bound.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>The consumer's options.</summary>
    internal AlertConsumerOptions ToConsumerOptions()
    {
        var settings = Kafka.ToArray();
        var file = string.IsNullOrEmpty(Survey) ? null : FinkCredentials.Load(Survey);
        var options = new AlertConsumerOptions
        {
            BootstrapServers = Or(BootstrapServers, file?.Servers) ?? "",
            GroupId = Or(GroupId, file?.GroupId) ?? "",
            Topics = Topics.Count == 0 && file is not null ? file.Topics : [.. Topics],
            Username = Or(Username, file?.Username),
            // A name of another user does not go with the file's password.
            Password = Or(Password, string.IsNullOrEmpty(Username) || Username == file?.Username ? file?.Password : null),
            WireFormat = WireFormat,
            Where = string.IsNullOrWhiteSpace(Where) ? null : AlertFilter.Parse(Where, WhereFunctions),
            StartAt = StartAt,
            StopAtEnd = StopAtEnd || StopHostAtEnd,
            CommitInterval = CommitInterval,
            OnMalformed = OnMalformed,
            DeadLetters = DeadLetters,
            MaxBufferedMessages = MaxBufferedMessages,
            MaxBufferedBytes = MaxBufferedBytes,
            DuplicateWindow = DuplicateWindow,
            ConnectTimeout = ConnectTimeout,
            WaitForTopics = WaitForTopics,
            ConfigureKafka = config =>
            {
                foreach (var (name, value) in settings) config.Set(name, value);
            },
        };
        return (ConfigureConsumer?.Invoke(options) ?? options) with { CommitMode = CommitMode.Manual };
    }

    private static string? Or(string? text, string? other) => string.IsNullOrEmpty(text) ? other : text;
}
