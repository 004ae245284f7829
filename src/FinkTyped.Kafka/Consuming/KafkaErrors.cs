using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>What librdkafka's errors mean to someone who reads alerts, and what to do about them.</summary>
internal static class KafkaErrors
{
    /// <summary>The error that ends reading; null where waiting is better.</summary>
    public static AlertException? Find(Error error, AlertConsumerOptions options, IReadOnlySet<string> topicsSeen) => error.Code switch
    {
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.IllegalSaslState or ErrorCode.UnsupportedSaslMechanism =>
            Authentication(error, options),
        ErrorCode.TopicAuthorizationFailed => new AlertException(AlertErrorKind.Authorization,
            $"not allowed to read {Topics(options)}: {error.Reason}", "Ask for access to the topic, or check the user name."),
        ErrorCode.GroupAuthorizationFailed => new AlertException(AlertErrorKind.Authorization,
            $"not allowed to use the group {options.GroupId}: {error.Reason}", "Use the group id you were given when you registered."),
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.TopicException when !options.WaitForTopics && topicsSeen.Count == 0 =>
            new AlertException(AlertErrorKind.UnknownTopic, $"a topic does not exist: {error.Reason}",
                "Check its name (`fink topics` lists those of the server), or set WaitForTopics where it will come into being."),
        ErrorCode.MsgSizeTooLarge => new AlertException(AlertErrorKind.TooLarge, error.Reason,
            "Raise ReceiveMessageMaxBytes and MaxPartitionFetchBytes through ConfigureKafka."),
        _ when error.IsFatal => new AlertException(AlertErrorKind.Kafka, error.Reason, "The client cannot go on: make a new consumer."),
        _ => null,
    };

    public static AlertException Unreachable(AlertConsumerOptions options, Error error) => new(AlertErrorKind.Unreachable,
        $"no server of {options.BootstrapServers} could be reached in {options.ConnectTimeout.TotalSeconds:0} s ({error.Reason})",
        "Check the address and the port (Fink's end in :24499), and whether a firewall lets the connection out.");

    public static AlertException NoOffsetsForTime(DateTimeOffset time, KafkaException e) => new(AlertErrorKind.Kafka,
        $"the server did not say where {time:O} is in the stream: {e.Error.Reason}", "Try again, or start from the earliest.", e);

    public static AlertException Settings(Exception e) => new(AlertErrorKind.Options,
        $"the Kafka client refuses its settings: {e.Message}", "Check what ConfigureKafka sets.", e);

    public static AlertException Unexpected(Exception e) => e is KafkaException kafka
        ? new AlertException(AlertErrorKind.Kafka, kafka.Error.Reason, "Make a new consumer; it continues after the last alert processed.", e)
        : new AlertException(AlertErrorKind.Kafka, $"reading failed: {e.Message}", "Make a new consumer; it continues after the last alert processed.", e);

    private static AlertException Authentication(Error error, AlertConsumerOptions options) => new(AlertErrorKind.Authentication,
        $"{options.BootstrapServers} refused to authenticate {options.Username ?? "an anonymous user"}: {error.Reason}",
        options.Password is null
            ? "The server wants a user name and a password."
            : "Check the user name and the password; Fink's servers of today ask for none, so leave the password out there.");

    private static string Topics(AlertConsumerOptions options) => string.Join(", ", options.Topics);
}
