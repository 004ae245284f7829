using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Columns;

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
        var part = $"{path}.part";
        try
        {
            var alerts = await WriteAsync(paths, part, options, stop).ConfigureAwait(false);
            File.Move(part, path, overwrite: true);
            console.Note($"{Words.Count(alerts, "alert")} in {path}");
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Alerts by what they hold, in folders of Hive's layout. The folder must be new or empty.</summary>
    public async Task RunAsync(IReadOnlyList<string> paths, string folder, string key, CancellationToken stop)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CommandException($"{folder} is there already and not empty: give a new folder.");
        var part = $"{folder.TrimEnd('/', Path.DirectorySeparatorChar)}.{Guid.NewGuid():N}.part";
        try
        {
            // Containers first, whatever it is to be: who writes columns of many folders at once has as many buffers.
            using var parts = new HivePartitions(part, key, kind == "avro" ? PackingOption.Avro(codec) : AlertFileCodec.Null, options);
            await foreach (var alert in AlertFile.ReadDatumsAsync(paths, options.Files, stop).ConfigureAwait(false)) parts.Add(alert);
            if (parts.Count == 0) throw new CommandException("there is no alert to convert.");
            var files = parts.Finish();
            if (kind != "avro")
            {
                var columns = parts.Columns();
                foreach (var file in files)
                {
                    await WriteAsync([file], Path.ChangeExtension(file, kind), columns, stop).ConfigureAwait(false);
                    File.Delete(file);
                }
            }

            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(part, folder);
            console.Note($"{Words.Count(parts.Count, "alert")} in {Words.Count(files.Count, "file")} in {folder}");
        }
        finally
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        }
    }

    private async Task<long> WriteAsync(IReadOnlyList<string> paths, string path, ColumnOptions columns, CancellationToken stop)
    {
        await using var output = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        var alerts = kind switch
        {
            "parquet" => await AlertParquet.WriteAsync(paths, output, columns, PackingOption.Parquet(codec), stop: stop).ConfigureAwait(false),
            "arrow" => await AlertArrow.WriteFileAsync(paths, output, columns, stop).ConfigureAwait(false),
            "csv" => await AlertCsv.WriteAsync(paths, output, columns, stop).ConfigureAwait(false),
            _ => await WriteAvroAsync(paths, output, columns, stop).ConfigureAwait(false),
        };
        return output.Length > 0 ? alerts : throw new CommandException("there is no alert to convert.");
    }

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
