using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FinkTyped.Columns.Conversions;

namespace FinkTyped.Columns;

/// <summary>
/// Folders by what alerts hold, in Hive's layout, as Spark, Arrow and DuckDB know it: <c>year=2026/month=03/day=22</c>. Safe to share between threads.
/// </summary>
public sealed class HivePartitioning
{
    private const string Missing = "__HIVE_DEFAULT_PARTITION__";
    private const int MaxLength = 100;

    // What Hive escapes in the name of a folder.
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"#%'*/:=?\\{}[]^\u007f");

    private readonly Func<AlertDatum, IReadOnlyList<string?>> _valuesOf;

    /// <summary>Makes folders by values of one's own.</summary>
    /// <param name="columns">What the values are called: the columns that the names of folders hold.</param>
    /// <param name="valuesOf">The values of an alert, one for each column; null where there is none.</param>
    /// <exception cref="ArgumentException">There is no column, or a name has a character that names of folders cannot have.</exception>
    public HivePartitioning(IReadOnlyList<string> columns, Func<AlertDatum, IReadOnlyList<string?>> valuesOf)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(valuesOf);
        if (columns.Count == 0) throw new ArgumentException("Folders need a column to be named by.", nameof(columns));
        if (columns.FirstOrDefault(c => c.Length == 0 || !IsPlain(c)) is { } bad) throw new ArgumentException($"'{bad}' cannot be in the name of a folder.", nameof(columns));
        Columns = [.. columns];
        _valuesOf = valuesOf;
    }

    /// <summary>The columns that the names of folders hold.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Folders by fields, each of a single value: <c>diaSource.band</c> makes <c>diaSource.band=r</c>.</summary>
    /// <exception cref="AvroPathException">A path is none; of an alert, while writing: its schema has no such field.</exception>
    /// <exception cref="ArgumentException">There is no path, or one has a character that names of folders cannot have.</exception>
    public static HivePartitioning ByFields(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var parsed = paths.Select(AvroPath.Parse).ToArray();
        var known = new ConditionalWeakTable<AvroPlan, BoundPath[]>();
        return new HivePartitioning(paths, alert =>
        {
            var plan = AvroPlan.For(alert.WriterSchema);
            var bound = known.GetValue(plan, p => Array.ConvertAll(parsed, p.Bind));
            return Array.ConvertAll(bound, path => Text(plan, alert, path));
        });
    }

    /// <summary>The folder of an alert, below that of all.</summary>
    /// <exception cref="AvroException">The alert is damaged, or has no such values.</exception>
    public string FolderOf(AlertDatum alert)
    {
        var values = _valuesOf(alert);
        if (values.Count != Columns.Count) throw new InvalidOperationException($"An alert has {values.Count} values for {Columns.Count} columns of folders.");
        var folder = new StringBuilder();
        for (var i = 0; i < Columns.Count; i++) Append(i == 0 ? folder : folder.Append('/'), Columns[i], values[i]);
        return folder.ToString();
    }

    /// <summary>
    /// The fields of a record that names of folders do not hold: readers of the layout bear a column in one place only. None, which means all, where the
    /// record has no field of such a name.
    /// </summary>
    public IReadOnlyList<string> FieldsBeside(AvroSchema schema)
    {
        if (schema is not AvroRecordSchema record) return [];
        var others = record.Fields.Select(field => field.Name).Where(name => !Columns.Contains(name)).ToList();
        return others.Count == record.Fields.Count ? [] : [.. others.Select(name => default(ColumnPath).Field(name).ToString())];
    }

    /// <summary>
    /// Writes the alerts of files into folders, one file <c>alerts</c> in each, all of one schema. They are in a folder beside, whose name ends in
    /// <c>.part</c>, until all are whole.
    /// </summary>
    /// <param name="paths">Files, folders, patterns: see <see cref="AlertFile"/>.</param>
    /// <param name="folder">Where they go: a folder that is not there yet, or empty.</param>
    /// <param name="extension">What the names of files end in: <c>.parquet</c>.</param>
    /// <param name="write">Writes one file: such as <see cref="AlertArrow.WriteFileAsync(IEnumerable{string}, Stream, ColumnOptions?, CancellationToken)"/>.</param>
    /// <param name="options">What is wanted; <see cref="ColumnOptions.Default"/> where null.</param>
    /// <param name="stop">Ends the writing; nothing is left of it then, and neither is after an exception.</param>
    /// <returns>How many alerts were written; where there was none, no folder was made.</returns>
    /// <exception cref="AvroPathException">A field that is wanted is not there.</exception>
    /// <exception cref="AvroException">A file or an alert is bad.</exception>
    /// <exception cref="IOException">The folder is there already and not empty, or cannot be written.</exception>
    public async Task<long> WriteAsync(
        IEnumerable<string> paths,
        string folder,
        string extension,
        Func<IReadOnlyList<string>, Stream, ColumnOptions, CancellationToken, Task<long>> write,
        ColumnOptions? options = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(write);
        options ??= ColumnOptions.Default;
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new IOException($"{folder} is there already and not empty: give a new folder.");
        var part = $"{folder.TrimEnd('/', Path.DirectorySeparatorChar)}.{Guid.NewGuid():N}.part";
        try
        {
            // Containers first, whatever it is to be: who writes columns of many folders at once has as many buffers.
            using var containers = new HiveContainers(part, this, options);
            var lent = options.Files with { ReusesMemory = true };
            await foreach (var alert in AlertFile.ReadDatumsAsync(paths, lent, stop).ConfigureAwait(false)) containers.Add(alert);
            if (containers.Count == 0) return 0;
            foreach (var container in containers.Finish())
            {
                // Beside the container, which may be of the same name.
                var whole = $"{container}.whole";
                await using (var output = WholeFile.Open(whole)) await write([container], output, containers.Wanted(), stop).ConfigureAwait(false);
                File.Delete(container);
                File.Move(whole, Path.ChangeExtension(container, extension));
            }

            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(part, folder);
            return containers.Count;
        }
        finally
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        }
    }

    private static string? Text(AvroPlan plan, AlertDatum alert, BoundPath path)
    {
        var json = plan.Read(alert.Datum.Span, path, static (view, path) =>
        {
            var output = new ArrayBufferWriter<byte>();
            AvroJson.Write(output, view, path);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        });
        return json switch
        {
            "null" => null,
            ['"', ..] => JsonElement.Parse(json).GetString(),
            ['{' or '[', ..] => throw new AvroException($"{path}: a list or a record cannot name a folder"),
            _ => json,
        };
    }

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAny(Escaped) && !text.Any(char.IsControl);

    private static void Append(StringBuilder folder, string column, string? value)
    {
        folder.Append(column).Append('=');
        if (string.IsNullOrEmpty(value))
        {
            folder.Append(Missing);
            return;
        }

        foreach (var c in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            if (c < ' ' || Escaped.Contains(c)) folder.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else folder.Append(PrintableText.IsControl(c) ? '_' : c);
        }
    }
}
