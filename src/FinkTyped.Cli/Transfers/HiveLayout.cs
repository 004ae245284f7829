using System.CommandLine;
using System.Globalization;
using System.Text;
using FinkTyped.Cli.Alerts;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Transfers;

/// <summary>Folders by what alerts hold, as Hive, Spark, Arrow and DuckDB know them: <c>year=2026/month=03/day=22</c>.</summary>
internal static class HiveLayout
{
    private static readonly string[] Keys = ["time", "finkclass", "tnsclass", "classId"];

    /// <summary>The columns that names of folders hold.</summary>
    public static IReadOnlyList<string> Columns(string? key) => key switch
    {
        null => [],
        "time" => ["year", "month", "day"],
        _ => [key],
    };

    // What Hive escapes in the name of a folder.
    private const string Escaped = "\"#%'*/:=?\\{}[]^\u007f";

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

    /// <summary>The folder of an alert by one of the keys.</summary>
    public static Func<EncodedAlert, string> By(string key) => key == "time" ? ByTime : alert => ByValue(alert, key);

    private static string ByTime(EncodedAlert alert)
    {
        var look = new AlertLook(alert);
        // Transfers have them; in other alerts it is the night's date in UTC.
        var observed = AlertRow.Of(look).Observed?.ToUniversalTime();
        var (year, month, day) = (look.Text("year"), look.Text("month"), look.Text("day"));
        return string.Join('/',
            Folder("year", year ?? observed?.Year.ToString("D4", CultureInfo.InvariantCulture)),
            Folder("month", (month ?? observed?.Month.ToString(CultureInfo.InvariantCulture))?.PadLeft(2, '0')),
            Folder("day", (day ?? observed?.Day.ToString(CultureInfo.InvariantCulture))?.PadLeft(2, '0')));
    }

    private static string ByValue(EncodedAlert alert, string key)
    {
        var look = new AlertLook(alert);
        return Folder(key, look.Text(key));
    }

    private static string Folder(string key, string? value)
    {
        if (string.IsNullOrEmpty(value)) return $"{key}=__HIVE_DEFAULT_PARTITION__";
        var text = new StringBuilder(key).Append('=');
        foreach (var c in value.Length > 100 ? value[..100] : value)
        {
            if (c < ' ' || Escaped.Contains(c)) text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else text.Append(PrintableText.IsControl(c) ? '_' : c);
        }

        return text.ToString();
    }
}
