using System.CommandLine;
using System.Globalization;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Transfers;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>The options that say where alerts are saved, and how.</summary>
internal sealed class SavingArguments
{
    private readonly Option<string?> _folder;

    private readonly Option<string> _layout = new("--layout")
    {
        Description = "Many alerts in a file, or one in each, named as the Python client does.",
        HelpName = "containers|per-alert",
        DefaultValueFactory = _ => "containers",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "Avro containers, which hold the alerts as they came, or Parquet, which holds their columns.",
        HelpName = "avro|parquet",
        DefaultValueFactory = _ => "avro",
    };

    private readonly Option<string?> _codec = PackingOption.Create();
    private readonly Option<string> _size = new("--file-size") { Description = "When a file is full: kB, MB or GB of alerts.", HelpName = "SIZE", DefaultValueFactory = _ => "128MB" };
    private readonly Option<string> _age = new("--file-age") { Description = "When a file is finished that is not full: s, min or h.", HelpName = "TIME", DefaultValueFactory = _ => "1min" };

    public SavingArguments(string name, string description, bool isRequired)
    {
        _folder = new Option<string?>(name) { Description = description, HelpName = "DIR", Required = isRequired };
        _layout.AcceptOnlyFromAmong("containers", "per-alert");
        _format.AcceptOnlyFromAmong("avro", "parquet");
        _size.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Size(token.Value) is null) result.AddError($"--file-size is a size such as 64MB, not {token.Value}.");
        });
        _age.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Age(token.Value) is null) result.AddError($"--file-age is a time such as 30s or 5min, not {token.Value}.");
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _format, _codec, _layout, _size, _age }) command.Add(option);
    }

    /// <summary>Where and how; null where nothing is to be saved.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="filter">Which alerts are saved; all where null.</param>
    /// <param name="fields">The columns of Parquet; all where empty.</param>
    /// <param name="partitionBy">By what there are folders; null where there are none.</param>
    /// <exception cref="UsageException">It asks for what makes no sense.</exception>
    public AlertSaverOptions? Read(ParseResult line, AlertFilter? filter, IReadOnlyList<string>? fields = null, string? partitionBy = null)
    {
        if (line.GetValue(_folder) is not { } folder) return null;
        if (File.Exists(folder)) throw new UsageException($"{_folder.Name} takes a folder, and {folder} is a file.");
        var isParquet = line.GetValue(_format) == "parquet";
        var codec = line.GetValue(_codec);
        var isPerAlert = line.GetValue(_layout) == "per-alert";
        if (isPerAlert && isParquet) throw new UsageException("--layout per-alert is for Avro: Parquet with one alert in a file has no use.");
        if (isPerAlert && partitionBy is not null) throw new UsageException("--partition-by and --layout per-alert do not go together: give one.");
        if (fields is not null && !isParquet) throw new UsageException("--fields chooses columns: give --format parquet. Avro keeps alerts as they came.");
        var folders = HiveLayout.By(partitionBy);
        return Options(line, folder) with
        {
            Where = filter,
            Codec = isParquet ? AlertFileCodec.Null : PackingOption.Avro(codec),
            Format = isParquet ? ParquetFiles.Of(PackingOption.Parquet(codec), fields ?? [], folders) : null,
            FileName = isPerAlert ? FileName : null,
            Subfolder = folders is null ? null : alert => folders.FolderOf(new AlertDatum(alert.WriterSchema, alert.Datum, default)),
        };
    }

    private AlertSaverOptions Options(ParseResult line, string folder) => new()
    {
        Folder = folder,
        MaxFileBytes = Size(line.GetRequiredValue(_size)) ?? 0,
        MaxFileAge = Age(line.GetRequiredValue(_age)) ?? TimeSpan.Zero,
    };

    private static string FileName(EncodedAlert alert)
    {
        var look = new AlertLook(alert);
        // An alert of no kind that the Python client knows is named by what it holds.
        return (AlertNames.FileOf(look) ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(alert.Datum.Span))) + ".avro";
    }

    private static long? Size(string text) => Number(text, ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)) is { } bytes and >= 1 ? (long)bytes : null;

    private static TimeSpan? Age(string text) => Number(text, ("s", 1), ("min", 60), ("h", 3600)) is { } seconds and > 0 and < 1e7 ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Number(string text, params (string Unit, double Factor)[] units)
    {
        foreach (var (unit, factor) in units.OrderByDescending(u => u.Unit.Length))
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number * factor;
        }

        return null;
    }
}
