namespace FinkTyped.Kafka;

/// <summary>A topic of a Kafka server.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Partitions">The number of its partitions.</param>
public sealed record AlertTopic(string Name, int Partitions)
{
    /// <summary>Which of Fink's services writes it, told from its name.</summary>
    public FinkService Service { get; } = ServiceOf(Name);

    private static FinkService ServiceOf(string name)
    {
        if (name.EndsWith("_schema", StringComparison.Ordinal) && SchemaTopic.IsNeededFor(name, [])) return FinkService.Schema;
        if (name.StartsWith("ftransfer_", StringComparison.Ordinal)) return FinkService.DataTransfer;
        if (name.StartsWith("fxmatch_", StringComparison.Ordinal)) return FinkService.CrossMatch;
        return name.StartsWith("fink_ztf_", StringComparison.Ordinal) ? FinkService.Counting : FinkService.Livestream;
    }
}

/// <summary>The services of Fink that write topics.</summary>
public enum FinkService
{
    /// <summary>Alerts as they come.</summary>
    Livestream,

    /// <summary>Alerts of the past that somebody asked for.</summary>
    DataTransfer,

    /// <summary>The result of a cross-match that somebody asked for.</summary>
    CrossMatch,

    /// <summary>One short record for each alert of a night.</summary>
    Counting,

    /// <summary>The schema of a data transfer or a cross-match.</summary>
    Schema,
}
