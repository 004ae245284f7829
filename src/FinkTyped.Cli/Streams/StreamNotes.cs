using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Cli.Streams;

/// <summary>
/// Says on standard error what a stream is doing: connected to what, how much is left, why nothing comes, server away and back, and at the end where the group
/// stands. It hears of that from the consumer's log.
/// </summary>
internal sealed class StreamNotes : ILoggerFactory
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstSilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);
    private static readonly TimeSpan WaitIsLong = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskTime = TimeSpan.FromSeconds(3);

    private readonly CliConsole _console;
    private readonly StreamPlan _plan;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly HashSet<string> _missing = [];
    private Task _saying = Task.CompletedTask;
    private TimeSpan _silence = FirstSilence;
    private DateTime _last = DateTime.UtcNow;
    private DateTime? _away;
    private bool _isAssigned;
    private bool _saidWaiting;
    private bool _isOver;
    private bool _isHushed;

    public StreamNotes(CliConsole console, StreamPlan plan)
    {
        _console = console;
        _plan = plan;
        SaverLog = new Log(this, isHeard: true, isOfSaver: true);
        Say($"connecting to {plan.Consumer.BootstrapServers} as {plan.Consumer.GroupId}.");
        _timer = new Timer(_ => Look(), null, LookInterval, LookInterval);
    }

    /// <summary>How many partitions have something, as far as is known.</summary>
    public int Partitions { get; private set; } = int.MaxValue;

    /// <summary>What the saver has to say.</summary>
    public ILogger SaverLog { get; }

    /// <summary>Says something, unless only errors are wanted.</summary>
    public void Say(string text)
    {
        if (!_plan.IsQuiet) _console.Note(text);
    }

    /// <summary>Notes that a message has come.</summary>
    public void Came(AlertMessage message)
    {
        lock (_gate)
        {
            IsBack();
            _last = DateTime.UtcNow;
            _silence = FirstSilence;
        }
    }

    /// <summary>Leaves out what would be said at the end.</summary>
    public void Hush() => _isHushed = true;

    /// <summary>Says what was done, and where the group stands.</summary>
    public async Task EndAsync(long taken)
    {
        lock (_gate) _isOver = true;
        if (_plan.IsQuiet || _isHushed) return;
        await _saying.ConfigureAwait(false);
        var left = await LeftAsync().ConfigureAwait(false);
        Say(taken == 0 ? $"no alert has come.{left}" : $"{Words.Count(taken, "alert")} in {Words.Duration(DateTime.UtcNow - _start)}.{left}");
    }

    public ILogger CreateLogger(string categoryName) => new Log(this, categoryName.EndsWith("AlertConsumer", StringComparison.Ordinal));

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose() => _timer.Dispose();

    private async Task<string> LeftAsync()
    {
        if (!_isAssigned || _plan.Consumer.Topics.Any(topic => topic.StartsWith('^'))) return "";
        try
        {
            await using var server = new AlertServer(_plan.Consumer with { ConnectTimeout = AskTime, LoggerFactory = null });
            var partitions = await server.ReadLagAsync(_plan.Consumer.Topics).ConfigureAwait(false);
            Partitions = partitions.Count(p => p.High > p.Low);
            var left = partitions.Sum(p => p.Lag);
            return $" {Words.Count(left, "alert")} {(left == 1 ? "is" : "are")} left for {_plan.Consumer.GroupId}.";
        }
        catch (AlertException)
        {
            return "";
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_isOver || _away is not null) return;
            var now = DateTime.UtcNow;
            if (!_isAssigned && !_saidWaiting && now - _start > WaitIsLong)
            {
                _saidWaiting = true;
                var session = _plan.Consumer.ConfigureKafka is null ? "45 s" : "the session time-out";
                Say($"waiting for partitions: an earlier member of the group {_plan.Consumer.GroupId} has up to {session} to come back.");
            }

            if (!_isAssigned || now - _last < _silence) return;
            Say($"nothing new since {_last:HH:mm:ss} UTC; waiting.");
            _silence = _silence * 4 < LongestSilence ? _silence * 4 : LongestSilence;
        }
    }

    private void OnAssigned(int count)
    {
        lock (_gate)
        {
            IsBack();
            var isFirst = !_isAssigned;
            _isAssigned = true;
            _last = DateTime.UtcNow;
            if (!isFirst)
            {
                if (count > 0) Say($"{Words.Count(count, "partition")} more to read.");
                return;
            }

            var topics = _plan.Consumer.Topics is [var only] ? only : Words.Count(_plan.Consumer.Topics.Count, "topic");
            if (count == 0) Say($"no partition of {topics} is free: other members of the group read them all.");
            else _saying = Task.Run(async () => Say($"reading {Words.Count(count, "partition")} of {topics}.{await LeftAsync().ConfigureAwait(false)}"));
        }
    }

    // Without --wait the consumer ends the stream, and the reason is told then.
    private void OnMissing(string reason)
    {
        lock (_gate)
        {
            var topic = _plan.Consumer.Topics.FirstOrDefault(topic => reason.Contains($" {topic}: ", StringComparison.Ordinal));
            if (topic is null || _isOver || !_plan.Consumer.WaitForTopics || !_missing.Add(topic)) return;
            Say($"{topic} does not exist yet; waiting for it.");
            // That, and no other member of the group, is what it waits for.
            _saidWaiting |= _missing.Count == _plan.Consumer.Topics.Count;
        }
    }

    private void OnError(string reason)
    {
        lock (_gate)
        {
            if (_away is not null || _isOver) return;
            _away = DateTime.UtcNow;
            var what = _isAssigned ? "the server is away" : "no connection yet";
            var patience = _isAssigned ? "waiting for it" : $"trying for {Words.Duration(_plan.Consumer.ConnectTimeout)}";
            Say($"{what}: {reason}; {patience}.");
        }
    }

    private void IsBack()
    {
        if (_away is { } since) Say($"the server is back after {Words.Duration(DateTime.UtcNow - since)}.");
        _away = null;
    }

    // What librdkafka itself says is for its makers.
    private sealed class Log(StreamNotes notes, bool isHeard, bool isOfSaver = false) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => isHeard;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!isHeard) return;
            var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            string Value(string name) => values.FirstOrDefault(value => value.Key == name).Value?.ToString() ?? "";
            switch (eventId.Name)
            {
                case "LogAssigned":
                    notes.OnAssigned(int.Parse(Value("Count"), System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "LogRevoked" or "LogReassigned" or "LogPaused":
                    break;
                case "LogError" when Value("Code").StartsWith("Local_", StringComparison.Ordinal):
                    if (Value("Code") is not ("Local_AllBrokersDown" or "Local_MaxPollExceeded")) notes.OnError(Value("Reason"));
                    break;
                case "LogError" when Value("Code").Contains("Topic", StringComparison.Ordinal) || Value("Code").StartsWith("Unknown", StringComparison.Ordinal):
                    notes.OnMissing(Value("Reason"));
                    break;
                case not null when isOfSaver && logLevel >= LogLevel.Warning:
                    notes._console.Note(CommandWords.Of(formatter(state, exception)) + ".");
                    break;
                default:
                    notes.Say(CommandWords.Of(formatter(state, exception)) + ".");
                    break;
            }
        }
    }
}
