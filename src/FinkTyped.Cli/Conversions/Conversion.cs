using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Columns;
using FinkTyped.Columns.Conversions;

namespace FinkTyped.Cli.Conversions;

/// <summary>Alert files become a file of another kind, which is under its own name only when it is whole.</summary>
/// <param name="console">Where it is told what was done.</param>
/// <param name="kind">What they become: parquet, arrow, csv or avro.</param>
/// <param name="codec">How it is packed; null for what is usual.</param>
/// <param name="options">Which alerts and which of their fields.</param>
internal sealed class Conversion(CliConsole console, string kind, string? codec, ColumnOptions options)
{
    public async Task RunAsync(IReadOnlyList<string> paths, string path, bool force, CancellationToken stop)
    {
        if (!force && File.Exists(path)) throw new CommandException($"{path} is there already; --force overwrites it.");
        if (Directory.Exists(path)) throw new CommandException($"{path} is a folder: give the name of a file, or --partition-by.");
        if (IsDevice(path)) throw new CommandException($"{path} is a device, which no file takes the place of.");
        var alerts = await WholeFile.WriteAsync(path, force, output => WriteAsync(paths, output, options, stop)).ConfigureAwait(false) ?? throw NoAlert();
        console.Note($"{Words.Count(alerts, "alert")} in {path}");
    }

    /// <summary>Alerts by what they hold, in folders of Hive's layout. The folder must be new or empty.</summary>
    public async Task RunAsync(IReadOnlyList<string> paths, string folder, HivePartitioning folders, CancellationToken stop)
    {
        var alerts = await folders.WriteAsync(paths, folder, $".{kind}", WriteAsync, options, stop).ConfigureAwait(false);
        if (alerts == 0) throw NoAlert();
        console.Note($"{Words.Count(alerts, "alert")} in {Words.Count(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(), "file")} in {folder}");
    }

    // Moving a file there would make an end of it, for who may do that.
    private static bool IsDevice(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(full);
    }

    private static CommandException NoAlert() => new("there is no alert to convert.");

    private Task<long> WriteAsync(IReadOnlyList<string> paths, Stream output, ColumnOptions columns, CancellationToken stop) => kind switch
    {
        "parquet" => AlertParquet.WriteAsync(paths, output, columns, PackingOption.Parquet(codec), stop: stop),
        "arrow" => AlertArrow.WriteFileAsync(paths, output, columns, stop),
        "csv" => AlertCsv.WriteAsync(paths, output, columns, stop),
        _ => WriteAvroAsync(paths, output, columns, stop),
    };

    private async Task<long> WriteAvroAsync(IReadOnlyList<string> paths, Stream output, ColumnOptions columns, CancellationToken stop)
    {
        var datums = new DatumsOfOneSchema(columns);
        AlertFileWriter? file = null;
        try
        {
            await foreach (var alert in AlertFile.ReadDatumsAsync(paths, columns.Files, stop).ConfigureAwait(false))
            {
                if (datums.Take(alert) is not { } datum) continue;
                file ??= AlertFileWriter.Create(output, datums.Schema!, new AlertFileWriterOptions { Codec = PackingOption.Avro(codec) }, leaveOpen: true);
                file.Append(datum.Span);
            }
        }
        finally
        {
            file?.Dispose();
        }

        return datums.Count;
    }
}
