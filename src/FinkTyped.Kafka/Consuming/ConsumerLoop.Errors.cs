using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

// Errors of librdkafka. Most heal by themselves and are only logged. Those of the first minute, before any partition was assigned, mostly do
// not, and end reading with what can be done about them.
internal sealed partial class ConsumerLoop
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ErrorCode, long> _lastSaid = [];
    private long _startedAt;
    private Error? _lastTransportError;
    private bool _hasUnknownTopic;
    private AlertException? _failure;

    private void OnError(Error error)
    {
        NoteError(error);
        Log(error);
        // A topic that may be seen but not read is assigned all the same.
        _failure ??= KafkaErrors.Find(error, _options, isStart: !_everAssigned || (!_everRead && error.Code == ErrorCode.TopicAuthorizationFailed));
        if (error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.TopicException)
            _hasUnknownTopic = true;
        else if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_BadMsg)
            // The others say more than "all brokers are down".
            _lastTransportError = error.Code == ErrorCode.Local_AllBrokersDown ? _lastTransportError ?? error : error;
    }

    /// <summary>Gives up where a topic does not exist, or where no server has been reached since the start.</summary>
    private void CheckStart()
    {
        if (_hasUnknownTopic && _topicsSeen.Count == 0 && !_options.WaitForTopics) CheckTopics();
        if (_everAssigned) return;
        // A server may hang up without a word that reaches this place: it is asked, and has the rest of the time to answer.
        var left = _options.ConnectTimeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - _startedAt);
        if (left > ProbeTime || left > _options.ConnectTimeout / 2) return;
        if (left <= TimeSpan.Zero) throw KafkaErrors.Unreachable(_options, _lastTransportError);
        if (Topics(left) is null) return;
        _lastTransportError = null;
        _startedAt = Environment.TickCount64;
    }

    // Since the server said that it has no such topic, one may have come into being; the question for all of them makes librdkafka read it then.
    private void CheckTopics()
    {
        if (Topics(ProbeTime) is not { } existing) return;
        if (!_options.Topics.Any(existing.Contains)) throw KafkaErrors.UnknownTopic(_options, existing, "Set WaitForTopics where it will come into being.");
        _hasUnknownTopic = false;
    }

    /// <summary>The topics of the server; null where it does not answer.</summary>
    private List<string>? Topics(TimeSpan patience)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(Consumer.Handle).Build();
            return admin.GetMetadata(patience).Topics.FindAll(topic => topic.Error.Code is not ErrorCode.UnknownTopicOrPart).ConvertAll(topic => topic.Topic);
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>Says that an alert has no id to know it by. Thread-safe.</summary>
    public void SayNoId(AlertMessage message, Exception e) => _noId.Say(
        $"{message.Topic} [{message.Partition}] @{message.Offset}: delivered without a look whether it is a duplicate, since the program's DuplicateId threw {e.GetType().Name}: {e.Message}");

    /// <summary>While a server is gone its errors come several times a second: each kind is logged once in a while.</summary>
    private void Log(Error error)
    {
        var now = Environment.TickCount64;
        if (_lastSaid.TryGetValue(error.Code, out var last) && now - last < SayAgainAfter.TotalMilliseconds) return;
        _lastSaid[error.Code] = now;
        LogError(_log, error.Code, error.Reason);
    }

    private void Forward(LogMessage message)
    {
        var level = message.Level switch
        {
            <= SyslogLevel.Error => LogLevel.Error,
            SyslogLevel.Warning => LogLevel.Warning,
            SyslogLevel.Notice or SyslogLevel.Info => LogLevel.Information,
            _ => LogLevel.Debug,
        };
        LogKafka(_kafkaLog, level, message.Facility, message.Message);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Assigned {Count} partition(s), {Total} in all")]
    private static partial void LogAssigned(ILogger logger, int count, int total);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gave back {Count} partition(s), {Total} are left")]
    private static partial void LogRevoked(ILogger logger, int count, int total);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost {Count} partition(s), {Total} are left: the group went on without this consumer")]
    private static partial void LogLost(ILogger logger, int count, int total);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Paused {Count} partition(s): {Buffered} alerts wait for a slow reader")]
    private static partial void LogPaused(ILogger logger, int count, int buffered);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Offset {Offset} of {Topic} [{Partition}] could not be stored: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string topic, int partition, long offset, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit failed and is tried again with the next: {Code}: {Reason}")]
    private static partial void LogCommitFailed(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Closing: {Reason}")]
    private static partial void LogNotClosed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka: {Code}: {Reason}")]
    private static partial void LogError(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reading failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Message = "{Facility}: {Text}")]
    private static partial void LogKafka(ILogger logger, LogLevel level, string facility, string text);
}
