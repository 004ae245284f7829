using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>
/// A line that may have to be said of every message of a stream: the first of them are logged, then one in a while with how many there were. Where
/// there is no log they go to standard error, since nothing may be passed over in silence. Thread-safe.
/// </summary>
internal sealed partial class RepeatedLine(ILogger? log, LogLevel level = LogLevel.Warning)
{
    private const int Burst = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _since = long.MinValue;
    private int _said;
    private long _unsaid;

    public void Say(string text)
    {
        text = PrintableText.OfLines(text);
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (_since < now - Interval.TotalMilliseconds) (_since, _said) = (now, 0);
            if (_said >= Burst)
            {
                _unsaid++;
                return;
            }

            _said++;
            if (_unsaid > 0) text = $"{text} ({_unsaid} more since the last such line)";
            _unsaid = 0;
        }

        if (log is null) Console.Error.WriteLine(text);
        else LogLine(log, level, text);
    }

    [LoggerMessage(Message = "{Text}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string text);
}
