using Microsoft.Extensions.Logging;

namespace FinkTyped.Cli.Terminal;

/// <summary>A log that goes to standard error, in the words of the command.</summary>
internal sealed class NoteLog(CliConsole console) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) console.Note(CommandWords.Of(formatter(state, exception)) + ".");
    }
}
