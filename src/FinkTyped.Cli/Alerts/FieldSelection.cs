using System.Text;
using System.Text.Json;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>Some fields of each alert, as JSON lines or as CSV.</summary>
internal sealed class FieldSelection(CliConsole console, IReadOnlyList<string> paths, bool asCsv)
{
    private bool _isChecked;
    private bool _hasHeader;

    /// <summary>Reads what follows <c>--fields</c>: names with dots, comma-separated.</summary>
    /// <exception cref="UsageException">It names nothing.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var paths = text.Split(',', StringSplitOptions.TrimEntries);
        return paths.Any(path => path.Length == 0 || path.Split('.').Any(name => name.Length == 0))
            ? throw new UsageException($"--fields takes names such as objectId,candidate.jd, not '{text}'.")
            : paths;
    }

    /// <summary>Writes the fields of an alert; null for those that its schema has not.</summary>
    /// <exception cref="UsageException">The first alert's schema has no such field.</exception>
    /// <exception cref="AvroException">The alert disagrees with its schema.</exception>
    public void Print(AlertLook alert)
    {
        if (!_isChecked) Check(alert);
        _isChecked = true;
        if (asCsv) PrintCsv(alert);
        else JsonLine.Write(console, json => WriteTo(json, alert));
        console.EndOfLine();
    }

    private void Check(AlertLook alert)
    {
        foreach (var path in paths)
        {
            try
            {
                alert.Require(path);
            }
            catch (AvroPathException e)
            {
                throw new UsageException($"--fields: {e.Message}");
            }
        }
    }

    private void WriteTo(Utf8JsonWriter json, AlertLook alert)
    {
        foreach (var path in paths)
        {
            json.WritePropertyName(path);
            json.WriteRawValue(alert.Json(path) ?? "null");
        }
    }

    private void PrintCsv(AlertLook alert)
    {
        if (!_hasHeader) Write(paths);
        _hasHeader = true;
        Write(paths.Select(path => alert.Text(path) ?? alert.Json(path) ?? ""));
    }

    private void Write(IEnumerable<string> cells) => console.WriteData(string.Join(',', cells.Select(Quote)) + "\n");

    private static string Quote(string cell)
    {
        if (!cell.AsSpan().ContainsAny("\",\r\n")) return cell;
        return new StringBuilder(cell).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }
}
