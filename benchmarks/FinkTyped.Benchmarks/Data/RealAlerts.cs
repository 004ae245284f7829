namespace FinkTyped.Benchmarks.Data;

/// <summary>The real alerts in <c>../shared/data</c> beside the repository, where there are any.</summary>
internal static class RealAlerts
{
    /// <summary>The alerts of a file; none where it is missing.</summary>
    public static IReadOnlyList<AlertDatum> Read(string file) =>
        Repository.Find("..", "shared", "data", "alerts", file) is { } path
            ? [.. AlertFile.ReadDatums(path).Select(alert => alert with { Datum = alert.Datum.ToArray() })]
            : [];
}
