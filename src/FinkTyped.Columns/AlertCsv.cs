using System.Buffers;
using System.Text;
using FinkTyped.Columns.Csv;

namespace FinkTyped.Columns;

/// <summary>
/// Alerts as CSV (RFC 4180, UTF-8, lines end with a line feed): a line with names, then a line for each alert. Records become a column for each field,
/// <c>diaSource.psfFlux</c>; lists and maps are JSON in a cell; null is an empty cell. Bytes, such as cutouts, are left out unless they are asked for, in
/// Base64 then.
/// </summary>
public static class AlertCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the alerts of files as CSV.</summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="output">Where it goes; left open.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the writing.</param>
    /// <returns>How many alerts were written.</returns>
    /// <exception cref="AvroPathException">A field that is wanted is not there.</exception>
    /// <exception cref="AvroException">A file or an alert is bad.</exception>
    public static async Task<long> WriteAsync(
        IEnumerable<string> paths, Stream output, ColumnOptions? options = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= ColumnOptions.Default;
        using var batches = new ColumnBatches(options);
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var line = new StringBuilder();
        var isFirst = true;
        await foreach (var columns in batches.Of(paths, stop).ConfigureAwait(false))
        {
            var cells = columns.Columns.SelectMany(c => Flat(c, [], options.Fields.Count > 0)).ToArray();
            if (isFirst) await writer.WriteLineAsync(string.Join(',', cells.Select(c => Quoted(c.Name)))).ConfigureAwait(false);
            isFirst = false;
            for (var row = 0; row < columns.Count; row++)
            {
                line.Clear();
                foreach (var cell in cells) line.Append(line.Length == 0 && cell == cells[0] ? "" : ",").Append(Quoted(cell.Text(row)));
                await writer.WriteLineAsync(line, stop).ConfigureAwait(false);
            }
        }

        return batches.Alerts;
    }

    private static IEnumerable<Cell> Flat(AlertColumn column, AlertColumn[] records, bool withBytes)
    {
        if (column is AlertRecordColumn { Schema.Type: AvroType.Record }) return column.Parts.SelectMany(p => Flat(p, [.. records, column], withBytes));
        return !withBytes && column.Schema.Type is AvroType.Bytes or AvroType.Fixed ? [] : [new Cell(column, records)];
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private sealed record Cell(AlertColumn Column, AlertColumn[] Records)
    {
        public string Name => string.Join('.', Records.Append(Column).Select(c => c.Name));

        public string Text(int row) => Array.Exists(Records, r => r.IsNullAt(row)) ? "" : CsvCell.Of(Column, row);
    }
}
