using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka.Tests;

/// <summary>A log whose disk is full.</summary>
internal sealed class ThrowingLog : ILoggerFactory, ILogger
{
    private int _thrown;

    /// <summary>How often it has thrown.</summary>
    public int Thrown => Volatile.Read(ref _thrown);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _thrown);
        throw new IOException("no space left on device");
    }

    public void Dispose()
    {
    }
}
