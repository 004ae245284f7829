namespace FinkTyped.Cli.Alerts;

/// <summary>One way to show alerts.</summary>
internal interface IAlertPrinter
{
    /// <summary>Shows an alert.</summary>
    /// <exception cref="CommandException">It cannot be read; the message names its file.</exception>
    void Print(AlertDatum datum);
}
