namespace FinkTyped.Dashboard;

/// <summary>What a dashboard keeps and who may look.</summary>
public sealed record AlertDashboardOptions
{
    /// <summary>What stands above the page. Default "Alerts".</summary>
    public string Title { get; init; } = "Alerts";

    /// <summary>How many of the latest alerts can be opened. Default 300.</summary>
    public int KeptAlerts { get; init; } = 300;

    /// <summary>How many bytes of encoded alerts are kept at most. Default 64 MiB.</summary>
    public long KeptBytes { get; init; } = 64 << 20;

    /// <summary>How often an open page is told the news. Default four times a second.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many new alerts a page is shown with pictures at each <see cref="Interval"/>; the others only count. Default 3.</summary>
    public int CardsPerInterval { get; init; } = 3;

    /// <summary>
    /// The names by which the page may be asked for, as the browser sends them: a page of a stranger that points a name of its own at this
    /// machine gets nothing. Default <c>localhost</c>; addresses of numbers are always allowed, since nobody can point one of his own here. Null
    /// for any name, behind a proxy that checks.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; } = ["localhost"];
}
