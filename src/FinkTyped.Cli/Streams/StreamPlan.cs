using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>What `fink stream` was asked to do.</summary>
internal sealed record StreamPlan
{
    /// <summary>The server, the group, the topics and where to begin.</summary>
    public required AlertConsumerOptions Consumer { get; init; }

    /// <summary>How alerts are shown; null where they are not.</summary>
    public IStreamPrinter? Printer { get; init; }

    /// <summary>Where alerts are saved; null where they are not.</summary>
    public AlertSaverOptions? Saving { get; init; }

    /// <summary>Where alerts are announced.</summary>
    public IReadOnlyList<IAlertSink> Sinks { get; init; } = [];

    /// <summary>Which alerts are wanted; all where null. The others count as processed.</summary>
    public AlertFilter? Where { get; init; }

    /// <summary>The most alerts.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Alerts that the server received at this time or later are left to the next run; null for none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many alerts before the end to begin; null to begin elsewhere.</summary>
    public long? Tail { get; init; }

    /// <summary>Whether an alert that was shown is passed over when it comes again.</summary>
    public bool Dedup { get; init; }

    /// <summary>Where the schema of the first alert is written; null for nowhere.</summary>
    public string? DumpSchema { get; init; }

    /// <summary>Whether nothing is said but what went wrong.</summary>
    public bool IsQuiet { get; init; }
}
