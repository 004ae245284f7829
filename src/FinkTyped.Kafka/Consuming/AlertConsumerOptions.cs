using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>What an <see cref="AlertConsumer{T}"/> reads and how. The defaults suit alerts of 50 to 400 kB.</summary>
public sealed record AlertConsumerOptions
{
    /// <summary>The Kafka servers: <c>host:port</c>, comma-separated. Required.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>
    /// The consumer group. Consumers of a group share the partitions, and what the group has processed is remembered under this name. Required.
    /// </summary>
    public required string GroupId { get; init; }

    /// <summary>The topics to read, at least one. A name that begins with <c>^</c> is a regular expression. Required.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The user's name. With a <see cref="Password"/> it turns on SASL SCRAM-SHA-512; alone it only labels the client. Default null.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password; never shown in logs, errors or <see cref="ToString"/>. Default null: Fink's servers of today ask for none.</summary>
    public string? Password { get; init; }

    /// <summary>Where reading begins. Default <see cref="FinkTyped.Kafka.StartAt.Committed"/>.</summary>
    public StartAt StartAt { get; init; }

    /// <summary>Whether reading ends when every partition has been read to its end, instead of waiting for more. Default false.</summary>
    public bool StopAtEnd { get; init; }

    /// <summary>When an alert counts as processed. Default <see cref="FinkTyped.Kafka.CommitMode.OnNext"/>: at least once.</summary>
    public CommitMode CommitMode { get; init; }

    /// <summary>
    /// How often what was processed is committed; after a crash, alerts of up to this long are delivered again. Default 1 s. It is also
    /// committed when partitions are handed over and when the consumer is disposed.
    /// </summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What happens to a message that cannot be decoded. Default <see cref="FinkTyped.Kafka.OnMalformed.Skip"/>: it is passed over and kept.
    /// </summary>
    public OnMalformed OnMalformed { get; init; }

    /// <summary>
    /// Where messages are kept that are passed over. Default <see cref="DeadLetterStore.Default"/>, a folder of the user's; null: they are logged and
    /// counted only.
    /// </summary>
    public DeadLetterStore? DeadLetters { get; init; } = DeadLetterStore.Default;

    /// <summary>The most decoded alerts that wait for the reader; then no more are taken from the broker. Default 64: librdkafka holds more of them ahead, encoded and out of the collector's sight.</summary>
    public int MaxBufferedMessages { get; init; } = 64;

    /// <summary>The most bytes, as encoded, of decoded alerts that wait for the reader. Default 64 MB.</summary>
    public long MaxBufferedBytes { get; init; } = 64 << 20;

    /// <summary>
    /// How many alerts are remembered to recognise duplicates, where <see cref="AlertConsumer{T}.DuplicateId"/> is given. Default 100 000, which
    /// takes about 10 MB.
    /// </summary>
    public int DuplicateWindow { get; init; } = 100_000;

    /// <summary>
    /// How long the servers may be unreachable at the start before reading fails. Default 30 s. Once partitions were assigned, the consumer
    /// waits for lost servers for ever.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether topics that do not exist yet are waited for instead of failing. Default false, so that a misspelt topic is noticed.
    /// </summary>
    public bool WaitForTopics { get; init; }

    /// <summary>How writer schemas are resolved to the compiled one. Default <see cref="SchemaResolution.Default"/>.</summary>
    public SchemaResolution Resolution { get; init; } = SchemaResolution.Default;

    /// <summary>
    /// Which alerts are wanted, whatever way of reading is used: the others are passed over like those that a query rejects, neither decoded nor
    /// copied. Default null: all. A filter that does not fit the schema of a topic ends the reading.
    /// </summary>
    public AlertFilter? Where { get; init; }

    /// <summary>How messages hold alerts. Default <see cref="FinkTyped.Kafka.WireFormat.Auto"/>: told from the topic's name and the first bytes.</summary>
    public WireFormat WireFormat { get; init; }

    /// <summary>The schema of messages that come without one: null keys, and the version texts of old streams. Default null: an error.</summary>
    public AvroSchema? FallbackSchema { get; init; }

    /// <summary>Where schemas are found by the id that messages of Rubin's own stream carry. Default null: an error.</summary>
    public SchemaSource? Schemas { get; init; }

    /// <summary>
    /// Whether the checksum (CRC-32C) of each batch of messages is checked. Default false, which is librdkafka's: TCP checks what it carries, the server what it
    /// stores, and each datum is checked against its schema; but a number that was changed on the way comes through as data, and of a damaged compressed batch
    /// messages may be missing. With true neither happens, but librdkafka 2.16.0 may end the process at such a batch, which is read again by the next.
    /// </summary>
    public bool CheckCrcs { get; init; }

    /// <summary>
    /// Where the consumer's and librdkafka's log goes. Default null: nowhere, but messages that are passed over are named on standard error.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// Changes any setting of the Kafka client after all others are made. Default null. Automatic storing of offsets stays off, since it would
    /// commit alerts before they are processed.
    /// </summary>
    public Action<ConsumerConfig>? ConfigureKafka { get; init; }

    /// <summary>The options that a survey's credentials file gives: servers, group, topics, name and password. Change more of them by <c>with</c>.</summary>
    /// <param name="survey"><c>ztf</c> or <c>lsst</c>.</param>
    /// <exception cref="AlertException">There is no such file, or it cannot be read.</exception>
    public static AlertConsumerOptions FromCredentials(string survey)
    {
        var credentials = FinkCredentials.Load(survey);
        credentials.RequireComplete();
        return FromCredentials(credentials);
    }

    /// <summary>The options that credentials give: servers, group, topics, name and password. Change more of them by <c>with</c>.</summary>
    public static AlertConsumerOptions FromCredentials(FinkCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new AlertConsumerOptions
        {
            BootstrapServers = credentials.Servers,
            GroupId = credentials.GroupId,
            Topics = credentials.Topics,
            Username = credentials.Username,
            Password = credentials.Password,
        };
    }

    /// <summary>Throws where an option is missing or makes no sense.</summary>
    internal void Validate()
    {
        Require(!string.IsNullOrWhiteSpace(BootstrapServers), nameof(BootstrapServers), "no server is given", "For LSST it is kafka-lsst.fink-broker.org:24499, for ZTF kafka-ztf.fink-broker.org:24499");
        Require(!string.IsNullOrWhiteSpace(GroupId), nameof(GroupId), "no group id is given", "Fink gives you one when you register; any name of your own makes a new group");
        Require(Topics is { Count: > 0 } && !Topics.Any(string.IsNullOrWhiteSpace), nameof(Topics), "no topic is given", "`fink topics` lists those of the server");
        Require(MaxBufferedMessages > 0, nameof(MaxBufferedMessages), "the buffer must hold at least one message", "The default is 64");
        Require(MaxBufferedBytes > 0, nameof(MaxBufferedBytes), "the buffer must hold at least one byte", "The default is 64 MB");
        Require(DuplicateWindow > 0, nameof(DuplicateWindow), "the window must hold at least one alert", "The default is 100 000");
        Require(CommitInterval > TimeSpan.Zero, nameof(CommitInterval), "the interval must be positive", "The default is 1 s");
        Require(ConnectTimeout > TimeSpan.Zero, nameof(ConnectTimeout), "the timeout must be positive", "The default is 30 s");
        Require(WireFormat != WireFormat.Bare || FallbackSchema is not null, nameof(FallbackSchema), "bare datums need a schema", "Give it");
        Require(WireFormat != WireFormat.Confluent || Schemas is not null, nameof(Schemas), "schema ids need a source of schemas", "Give a folder, a registry, or a function");
        Require(string.IsNullOrEmpty(Password) || !string.IsNullOrEmpty(Username), nameof(Username), "a password is given without a user name", "Give both, or neither for a server that asks for none");
    }

    // The generated one would print the password.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(nameof(BootstrapServers)).Append(" = ").Append(BootstrapServers);
        builder.Append(", ").Append(nameof(GroupId)).Append(" = ").Append(GroupId);
        builder.Append(", ").Append(nameof(Topics)).Append(" = ").AppendJoin('|', Topics ?? []);
        builder.Append(", ").Append(nameof(Username)).Append(" = ").Append(Username);
        builder.Append(", ").Append(nameof(Password)).Append(" = ").Append(Password is null ? "" : "***");
        builder.Append(", ").Append(nameof(StartAt)).Append(" = ").Append(StartAt);
        builder.Append(", ").Append(nameof(StopAtEnd)).Append(" = ").Append(StopAtEnd);
        builder.Append(", ").Append(nameof(CommitMode)).Append(" = ").Append(CommitMode);
        builder.Append(", ").Append(nameof(OnMalformed)).Append(" = ").Append(OnMalformed);
        return true;
    }

    private static void Require(bool condition, string option, string reason, string remedy)
    {
        if (!condition) throw new AlertException(AlertErrorKind.Options, $"{nameof(AlertConsumerOptions)}.{option}: {reason}", remedy + ".");
    }
}
