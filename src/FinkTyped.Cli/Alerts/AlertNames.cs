namespace FinkTyped.Cli.Alerts;

/// <summary>How an alert is known from others, and how the Python client calls its file; by paths, since that needs no more of a schema than these.</summary>
internal static class AlertNames
{
    /// <summary>The id of the alert itself, by which a second one of the same is known; null where the alert is of no kind that has one.</summary>
    public static string? IdOf(AlertLook alert) => OfLsst(alert) ?? OfZtf(alert) ?? OfTrigger(alert);

    /// <summary>The name that the Python client gives the alert's file, without extension; null where the alert is of no kind that it knows.</summary>
    public static string? FileOf(AlertLook alert) => OfLsst(alert) ?? OfTrigger(alert) ?? (OfZtf(alert) is { } id && alert.Text("objectId") is { } name ? $"{name}_{id}" : null);

    private static string? OfLsst(AlertLook alert) => alert.Text("diaSourceId") ?? alert.Text("diaSource.diaSourceId");

    private static string? OfZtf(AlertLook alert) => alert.Text("candid") ?? alert.Text("candidate.candid");

    private static string? OfTrigger(AlertLook alert) => alert.Text("triggerId") is { } trigger && alert.Text("objectId") is { } id ? $"{id}_{trigger}" : null;
}
