using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

// Errors of librdkafka. Most heal by themselves and are only logged. Those of the first minute, before any partition was assigned, mostly do
// not, and end reading with what can be done about them.
internal sealed partial class ConsumerLoop
{
    private long _startedAt;
    private Error? _lastTransportError;
    private AlertException? _failure;

    private void OnError(Error error)
    {
        NoteError(error);
        LogError(_log, error.Code, error.Reason);
        if (error.Code is ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut)
            // The first of these says more than "all brokers are down".
            _lastTransportError = error.Code == ErrorCode.Local_AllBrokersDown ? _lastTransportError ?? error : error;
        else if (error.IsFatal || !_everAssigned || error.Code == ErrorCode.MsgSizeTooLarge)
            _failure ??= KafkaErrors.Find(error, _options, _topicsSeen);
    }

    /// <summary>Gives up where no server has been reached since the start.</summary>
    private void CheckStart()
    {
        if (_everAssigned || _lastTransportError is not { } error) return;
        if (Environment.TickCount64 - _startedAt < _options.ConnectTimeout.TotalMilliseconds) return;
        try
        {
            using var admin = new DependentAdminClientBuilder(Consumer.Handle).Build();
            admin.GetMetadata(TimeSpan.FromSeconds(5));
            _lastTransportError = null;
            _startedAt = Environment.TickCount64;
        }
        catch (KafkaException)
        {
            throw KafkaErrors.Unreachable(_options, error);
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Passed over: {Error}")]
    private static partial void LogSkipped(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Offset {Offset} of {Topic} [{Partition}] could not be stored: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string topic, int partition, long offset, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} message(s) wait, since their offsets could not be committed: {Reason}")]
    private static partial void LogNotCommitted(ILogger logger, int count, string reason);

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
