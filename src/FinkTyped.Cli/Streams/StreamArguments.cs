using System.CommandLine;
using System.CommandLine.Parsing;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Commands;
using FinkTyped.Cli.Notifications;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>The options of `fink stream`.</summary>
internal sealed class StreamArguments
{
    private readonly CliConsole _console;
    private readonly ServerOptions _server;
    private readonly SavingArguments _saving = new("--save", "Save the alerts to files in this folder, each exactly once, however often the command is killed and run again.", isRequired: false);
    private readonly NotificationArguments _notify = new();
    private readonly AlertChoice _choice;

    private readonly Option<string[]> _topics = new("--topic")
    {
        Description = "A topic, or a pattern such as '^fink_.*_ztf$'; may be given several times. The survey's by default (FINK_TOPICS).",
        HelpName = "TOPIC",
    };

    private readonly Option<long?> _limit = new Option<long?>("--limit") { Description = "Stop after so many alerts.", HelpName = "N" }.AtLeast(1);

    private readonly Option<string> _startAt = new("--start-at")
    {
        Description = "Where to begin: after what the group has processed, at the oldest or the newest alert, or at a time (ISO 8601, UTC).",
        HelpName = "committed|earliest|latest|TIME",
        DefaultValueFactory = _ => "committed",
    };

    private readonly Option<string?> _until = new("--until") { Description = "Stop at alerts that the server received at this time or later (ISO 8601, UTC).", HelpName = "TIME" };
    private readonly Option<bool> _untilEnd = new("--until-end") { Description = "Stop when all there is has been read, instead of waiting for more." };
    private readonly Option<long?> _tail = new Option<long?>("--tail") { Description = "Begin with the last N alerts.", HelpName = "N" }.AtLeast(1);
    private readonly Option<bool> _display = new("--display") { Description = "Show each alert as a row. The default, but where alerts are only saved and nobody watches." };
    private readonly Option<bool> _json = new("--json") { Description = "One alert a line as JSON, fields as in the schema." };
    private readonly Option<string?> _fields = new("--fields") { Description = "Only these fields, such as objectId,candidate.magpsf, as JSON or with --csv.", HelpName = "a,b.c" };
    private readonly Option<bool> _csv = new("--csv") { Description = "The fields of --fields as CSV." };
    private readonly Option<string> _bytes = new("--bytes") { Description = "Cutouts in JSON: length and SHA-256, all of them, or only the length.", HelpName = "hash|base64|none", DefaultValueFactory = _ => "hash" };
    private readonly Option<bool> _dedup = new("--dedup") { Description = "Pass over alerts that have come before, known by candid or diaSourceId: Fink's topics can hold one twice." };
    private readonly Option<string?> _schema = new("--schema") { Description = "The schema of alerts that come without one.", HelpName = "W.avsc" };
    private readonly Option<string?> _registry = new("--registry") { Description = "Where schemas are found by their id, for Rubin's own stream.", HelpName = "URL" };
    private readonly Option<string?> _dumpSchema = new("--dump-schema") { Description = "Save the schema of the first alert to this file, which must not exist.", HelpName = "FILE" };
    private readonly Option<bool> _wait = new("--wait") { Description = "Wait for topics that do not exist yet." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Say nothing but what went wrong." };

    public StreamArguments(CliConsole console, Command command)
    {
        _console = console;
        _bytes.AcceptOnlyFromAmong("hash", "base64", "none");
        _startAt.Validators.Add(result => CheckTime(result, "--start-at", "committed, earliest, latest or a time"));
        _until.Validators.Add(result => CheckTime(result, "--until", "a time"));
        command.Add(_topics);
        _server = new ServerOptions(console, command, withGroup: true);
        foreach (var option in new Option[] { _limit, _startAt, _until, _untilEnd, _tail, _display, _json, _fields, _csv, _bytes, _dedup, _schema, _registry, _dumpSchema, _wait, _quiet })
            command.Add(option);
        _choice = new AlertChoice(command);
        _saving.AddTo(command);
        _notify.AddTo(command);
    }

    /// <summary>What the line asks for.</summary>
    /// <exception cref="UsageException">It asks for what makes no sense.</exception>
    public StreamPlan Read(ParseResult line)
    {
        // Refused before where it is none.
        if (!StartAt.TryParse(line.GetValue(_startAt), out var start)) start = StartAt.Committed;
        var until = line.GetValue(_until) is { } text ? Time(text) : (DateTimeOffset?)null;
        var tail = line.GetValue(_tail);
        if (tail is not null && start != StartAt.Committed) throw new UsageException("--tail and --start-at both say where to begin: give one.");
        var options = _server.Read(line, line.GetValue(_topics)) with
        {
            StartAt = start,
            // What came before a time that is past has an end.
            StopAtEnd = line.GetValue(_untilEnd) || until < DateTimeOffset.UtcNow,
            CommitMode = CommitMode.Manual,
            OnMalformed = OnMalformed.Surface,
            WaitForTopics = line.GetValue(_wait),
            FallbackSchema = SchemaFiles.Writer(line.GetValue(_schema)),
            Schemas = line.GetValue(_registry) is { } registry ? SchemaSource.Registry(Address(registry)) : null,
        };
        ServerOptions.RequireGroupAndTopics(options);
        if (tail is not null && options.Topics.Any(topic => topic.StartsWith('^'))) throw new UsageException("--tail needs names of topics, not a pattern.");
        var dump = line.GetValue(_dumpSchema);
        if (dump is not null && File.Exists(dump)) throw new UsageException($"--dump-schema: {dump} exists; give another name.");
        var filter = _choice.Read(line);
        var saving = _saving.Read(line, filter);
        return new StreamPlan
        {
            Consumer = options,
            Printer = Printer(line, saving is not null, options.Topics is not [var one] || one.StartsWith('^')),
            Saving = saving,
            Sinks = _notify.Read(line, _server.Credentials(line), _console),
            Where = filter,
            Limit = line.GetValue(_limit) ?? long.MaxValue,
            Until = until,
            Tail = tail,
            Dedup = line.GetValue(_dedup),
            DumpSchema = dump,
            IsQuiet = line.GetValue(_quiet),
        };
    }

    private IStreamPrinter? Printer(ParseResult line, bool saves, bool isOfMany)
    {
        var (json, csv, fields, display) = (line.GetValue(_json), line.GetValue(_csv), line.GetValue(_fields), line.GetValue(_display));
        if (csv && fields is null) throw new UsageException("--csv needs --fields: alerts have arrays in them, which CSV cannot hold.");
        if (display && (json || fields is not null)) throw new UsageException("--display goes with neither --json nor --fields: give one.");
        if (fields is not null) return new FieldStreamPrinter(new FieldSelection(_console, FieldSelection.Parse(fields), csv));
        if (json) return new JsonStreamPrinter(_console, new AvroJsonOptions { Bytes = Enum.Parse<AvroJsonBytes>(line.GetRequiredValue(_bytes), ignoreCase: true) });
        return display || !(saves || _notify.IsGiven(line)) || !_console.ResultsAreRedirected ? new DisplayPrinter(_console, isOfMany) : null;
    }

    private static Uri Address(string registry) => Uri.TryCreate(registry, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UsageException($"--registry takes an address such as https://registry.example.org, not {registry}.");

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static void CheckTime(OptionResult result, string name, string what)
    {
        if (result.Tokens is not [var token]) return;
        var isGood = name == "--until"
            ? DateTimeOffset.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out _)
            : StartAt.TryParse(token.Value, out _);
        if (!isGood) result.AddError($"{name} is {what} such as 2026-03-22T04:00, not {token.Value}.");
    }
}
