using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Alerts;
using FinkTyped.Columns;

namespace FinkTyped.Cli.Transfers;

/// <summary>What folders can be made by.</summary>
internal static class HiveLayout
{
    private static readonly string[] Keys = ["time", "finkclass", "tnsclass", "classId"];

    /// <summary>By what there are folders: <c>--partition-by</c>.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--partition-by")
        {
            Description = "Folders by what alerts hold, in Hive's layout: year=2026/month=03/day=22, finkclass=…, tnsclass=… or classId=….",
            HelpName = string.Join('|', Keys),
        };
        option.AcceptOnlyFromAmong(Keys);
        return option;
    }

    /// <summary>Folders by one of the keys; null where there is none.</summary>
    public static HivePartitioning? By(string? key) => key switch
    {
        null => null,
        "time" => new HivePartitioning(["year", "month", "day"], Day),
        _ => new HivePartitioning([key], alert => [new AlertLook(alert.WriterSchema, alert.Datum).Text(key)]),
    };

    private static IReadOnlyList<string?> Day(AlertDatum alert)
    {
        var look = new AlertLook(alert.WriterSchema, alert.Datum);
        // Transfers have them; in other alerts it is the night's date in UTC.
        var observed = AlertRow.Of(look).Observed?.ToUniversalTime();
        return
        [
            look.Text("year") ?? observed?.Year.ToString("D4", CultureInfo.InvariantCulture),
            (look.Text("month") ?? observed?.Month.ToString(CultureInfo.InvariantCulture))?.PadLeft(2, '0'),
            (look.Text("day") ?? observed?.Day.ToString(CultureInfo.InvariantCulture))?.PadLeft(2, '0'),
        ];
    }
}
