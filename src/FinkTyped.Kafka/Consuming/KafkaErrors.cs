using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>What librdkafka's errors mean to someone who reads alerts, and what to do about them.</summary>
internal static partial class KafkaErrors
{
    /// <summary>The error that ends reading; null where waiting is better.</summary>
    /// <param name="error">What librdkafka says.</param>
    /// <param name="options">What the user wants.</param>
    /// <param name="isStart">Whether no partition was assigned so far.</param>
    public static AlertException? Find(Error error, AlertConsumerOptions options, bool isStart) => error.Code switch
    {
        ErrorCode.MsgSizeTooLarge => TooLarge(error),
        ErrorCode.Local_BadMsg when error.Reason.Contains("receive.message.max.bytes", StringComparison.Ordinal) && !IsForeign(error) => TooLarge(error),
        _ when error.IsFatal => new AlertException(AlertErrorKind.Kafka, error.Reason, "The client cannot go on: make a new consumer."),
        // Later these come of a change on the server's side, which may be taken back.
        _ when !isStart => null,
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.IllegalSaslState or ErrorCode.UnsupportedSaslMechanism =>
            Authentication(error, options),
        ErrorCode.TopicAuthorizationFailed => new AlertException(AlertErrorKind.Authorization,
            $"not allowed to read {Topics(options)}: {error.Reason}", "Ask for access to the topic, or check the user name."),
        ErrorCode.GroupAuthorizationFailed => new AlertException(AlertErrorKind.Authorization,
            $"not allowed to use the group {options.GroupId}: {error.Reason}", "Use the group id you were given when you registered."),
        _ => null,
    };

    /// <summary>A topic does not exist.</summary>
    /// <param name="options">What the user wants.</param>
    /// <param name="existing">The server's topics, where it has told them.</param>
    /// <param name="remedy">What helps where it is to come into being.</param>
    public static AlertException UnknownTopic(AlertConsumerOptions options, IReadOnlyCollection<string> existing, string? remedy = null)
    {
        var missing = options.Topics.FirstOrDefault(topic => !topic.StartsWith('^') && !existing.Contains(topic)) ?? options.Topics[0];
        var similar = SimilarNames.Find(missing, existing);
        var hint = similar is null ? $"The server has {existing.Count} topic{(existing.Count == 1 ? "" : "s")}, `fink topics` lists them" : $"Did you mean {similar}? `fink topics` lists them all";
        var reason = missing.StartsWith('^') ? $"no topic's name matches the pattern {missing}" : $"the topic {missing} does not exist";
        return new AlertException(AlertErrorKind.UnknownTopic, reason, remedy is null ? $"{hint}." : $"{hint}. {remedy}");
    }

    public static AlertException Unreachable(AlertConsumerOptions options, Error? error) => new(AlertErrorKind.Unreachable,
        $"no server of {options.BootstrapServers} could be reached in {options.ConnectTimeout.TotalSeconds:0.###} s ({Describe(error)})",
        HungUpOnPassword(error)
            ? "It hangs up when it is given the user name and the password: check both."
            : "Check the address and the port (Fink's end in :24499), and whether a firewall lets the connection out"
                + (string.IsNullOrEmpty(options.Password)
                    ? "; a server that wants a user name and a password also hangs up on who gives none."
                    : "; a server that asks for no password may also hang up when it is sent one."));

    // Kafka's own servers say that a password is wrong; others say nothing.
    private static bool HungUpOnPassword(Error? error) => error is not null && error.Reason.Contains("SaslAuthenticateRequest failed", StringComparison.Ordinal);

    private static string Describe(Error? error) => error is null ? "it answers nothing"
        : IsForeign(error) ? $"what answers there does not speak Kafka: {error.Reason}"
        : error.Reason;

    /// <summary>
    /// Whether an answer that is said to be too large is none of Kafka's: the first four bytes, which should be its length, are text (such as "HTTP") or
    /// the beginning of TLS.
    /// </summary>
    private static bool IsForeign(Error error)
    {
        if (error.Code != ErrorCode.Local_BadMsg || ResponseSize().Match(error.Reason) is not { Success: true } match) return false;
        if (!int.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length)) return true;
        var bytes = (stackalloc byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return length < 0 || bytes is [0x15 or 0x16, 3, _, _] || !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') || length > LargestAnswer;
    }

    // Of Kafka's own making: the fetch that was asked for, which one message may exceed.
    private const long LargestAnswer = 1 << 30;

    [GeneratedRegex(@"response size (-?\d+)")]
    private static partial Regex ResponseSize();

    public static AlertException NoOffsetsForTime(DateTimeOffset time, KafkaException e) => new(AlertErrorKind.Kafka,
        $"the server did not say where {time:O} is in the stream: {e.Error.Reason}", "Try again, or start from the earliest.", e);

    public static AlertException Settings(Exception e) => new(AlertErrorKind.Options,
        $"the Kafka client refuses its settings: {e.Message}", "Check what ConfigureKafka sets.", e);

    public static AlertException Unexpected(Exception e) => e is KafkaException kafka
        ? new AlertException(AlertErrorKind.Kafka, kafka.Error.Reason, "Make a new consumer; it continues after the last alert processed.", e)
        : new AlertException(AlertErrorKind.Kafka, $"reading failed: {e.Message}", "Make a new consumer; it continues after the last alert processed.", e);

    /// <summary>The client did not do what it was asked; reading goes on as before.</summary>
    public static AlertException Refused(KafkaException e) => new(AlertErrorKind.Kafka,
        $"the Kafka client refuses: {e.Error.Reason}", "Nothing has changed: try again.", e);

    private static AlertException TooLarge(Error error) => new(AlertErrorKind.TooLarge,
        $"a message is larger than the client accepts: {error.Reason}",
        "Raise FetchMaxBytes, and ReceiveMessageMaxBytes to some more, through ConfigureKafka.");

    private static AlertException Authentication(Error error, AlertConsumerOptions options)
    {
        // The server has no SASL at all, or no such mechanism; where a password is wrong it says so in other words.
        var withoutSasl = error.Reason.Contains("not supported", StringComparison.Ordinal)
            || error.Reason.Contains("SASL state", StringComparison.Ordinal)
            || error.Code is ErrorCode.IllegalSaslState or ErrorCode.UnsupportedSaslMechanism;
        var remedy = options.Password is null ? "The server wants a user name and a password."
            : withoutSasl ? "The server does not ask for a password in this way; Fink's servers of today ask for none: leave the password out."
            : "Check the user name and the password.";
        return new AlertException(AlertErrorKind.Authentication,
            $"{options.BootstrapServers} did not authenticate {options.Username ?? "an anonymous user"}: {error.Reason}", remedy);
    }

    private static string Topics(AlertConsumerOptions options) => string.Join(", ", options.Topics);
}
