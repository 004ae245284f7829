using Microsoft.Extensions.Logging;

namespace FinkTyped.Extensions.Hosting;

/// <summary>What a service logs. Options appear by their harmless parts only.</summary>
internal static partial class AlertServiceLog
{
    [LoggerMessage(1, LogLevel.Information, "Reading {Topics} as group {Group}, {Handlers} alert(s) at a time")]
    public static partial void Reading(this ILogger logger, string topics, string group, int handlers);

    [LoggerMessage(2, LogLevel.Information, "Stopped: {Handled} alert(s) were handled")]
    public static partial void Stopped(this ILogger logger, long handled);

    [LoggerMessage(3, LogLevel.Information, "Read to the end: {Handled} alert(s) were handled")]
    public static partial void ReadToEnd(this ILogger logger, long handled);

    [LoggerMessage(4, LogLevel.Warning, "Message {Topic} [{Partition}] @{Offset} cannot be decoded")]
    public static partial void Malformed(this ILogger logger, string topic, int partition, long offset, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "Alert {Topic} [{Partition}] @{Offset} is tried again in {Delay}, attempt {Attempt} failed")]
    public static partial void Retrying(
        this ILogger logger, string topic, int partition, long offset, TimeSpan delay, int attempt, Exception error);

    [LoggerMessage(6, LogLevel.Error, "Alert {Topic} [{Partition}] @{Offset} is passed over: its handler failed")]
    public static partial void Skipped(this ILogger logger, string topic, int partition, long offset, Exception error);

    [LoggerMessage(7, LogLevel.Critical, "The host stops: the handler failed at alert {Topic} [{Partition}] @{Offset}, which will be delivered again")]
    public static partial void HandlerFailed(this ILogger logger, string topic, int partition, long offset, Exception error);

    [LoggerMessage(8, LogLevel.Critical, "The host stops: the stream cannot be read")]
    public static partial void ConsumerFailed(this ILogger logger, Exception error);

    [LoggerMessage(9, LogLevel.Error, "The stream cannot be read; trying again in {Delay}")]
    public static partial void Restarting(this ILogger logger, TimeSpan delay, Exception error);

    [LoggerMessage(10, LogLevel.Information, "Alert {Topic} [{Partition}] @{Offset} was given up in stopping and will be delivered again")]
    public static partial void GivenUp(this ILogger logger, string topic, int partition, long offset);

    [LoggerMessage(11, LogLevel.Warning, "Handlers are still at work after {Limit}; their alerts will be delivered again")]
    public static partial void NotDrained(this ILogger logger, TimeSpan limit);

    [LoggerMessage(12, LogLevel.Error, "Alert {Topic} [{Partition}] @{Offset}, which is passed over, could not be kept as a dead letter")]
    public static partial void NotKept(this ILogger logger, string topic, int partition, long offset, Exception error);
}
