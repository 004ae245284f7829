using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>
/// A log that gets printable text only, and may throw, without that: the consumer writes to it from a thread of its own and from within librdkafka, where an exception would end
/// the program, and a line that is lost is no reason to lose alerts.
/// </summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, (s, e) => PrintableText.OfLines(formatter(s, e)));
        }
        catch (Exception)
        {
            // Nowhere to say so.
        }
    }
}
