using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Alerts;

/// <summary>
/// How alerts become JSON of the schema the user asked for. Whoever looks at an old file wants to see what there is: where fields cannot be
/// resolved but may be null, they are null, and that is said once for each writer schema.
/// </summary>
internal sealed class ReaderChoice
{
    private readonly CliConsole _console;
    private readonly AvroJsonOptions _options;
    private readonly AvroJsonOptions _lenient;
    private AvroSchema? _writer;
    private AvroJsonOptions _chosen;

    public ReaderChoice(CliConsole console, AvroJsonOptions options)
    {
        _console = console;
        _options = _chosen = options;
        _lenient = options with { Resolution = options.Resolution with { UnresolvableNullableIsNull = true } };
    }

    /// <summary>The options for an alert.</summary>
    /// <exception cref="SchemaResolutionException">Its schema cannot be resolved at all.</exception>
    public AvroJsonOptions For(AlertDatum datum)
    {
        if (_options.ReaderSchema is not { } reader || ReferenceEquals(datum.WriterSchema, _writer)) return _chosen;
        try
        {
            ResolutionReport.Of(datum.WriterSchema, reader, _options.Resolution);
            _chosen = _options;
        }
        catch (SchemaResolutionException e) when (e.CanBeNull)
        {
            _chosen = _lenient;
            var lost = ResolutionReport.Of(datum.WriterSchema, reader, _lenient.Resolution).Differences.Where(d => d.Kind == ResolutionDifferenceKind.Unresolvable);
            foreach (var field in lost) _console.Note($"{datum.Path}: {field.Path} is shown as null: {field.WriterType} cannot become {field.ReaderType}.");
        }

        _writer = datum.WriterSchema;
        return _chosen;
    }
}
