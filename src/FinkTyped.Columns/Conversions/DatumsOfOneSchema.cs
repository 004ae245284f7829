using System.Buffers;

namespace FinkTyped.Columns.Conversions;

/// <summary>Alerts of files as datums of one schema: that which is wanted, or that of the first alert, to which others are resolved.</summary>
internal sealed class DatumsOfOneSchema(ColumnOptions options)
{
    private readonly ArrayBufferWriter<byte> _resolved = new();

    /// <summary>The schema; null before the first alert where none is wanted.</summary>
    public AvroSchema? Schema { get; private set; } = options.Schema;

    /// <summary>How many alerts were taken.</summary>
    public long Count { get; private set; }

    /// <summary>The datum of an alert, valid until the next call; null where it is not wanted, or is bad, which is told.</summary>
    public ReadOnlyMemory<byte>? Take(AlertDatum alert)
    {
        try
        {
            alert.WriterSchema.Check(alert.Datum.Span);
            if (options.Where?.Accepts(alert.WriterSchema, alert.Datum.Span) == false) return null;
            Schema ??= alert.WriterSchema;
            var datum = Resolved(alert, DatumResolver.For(alert.WriterSchema, Schema, options.Files.Resolution));
            Count++;
            return datum;
        }
        catch (AvroException e) when (options.AlertIsBad is not null)
        {
            options.AlertIsBad(alert, e);
            return null;
        }
    }

    private ReadOnlyMemory<byte> Resolved(AlertDatum alert, DatumResolver resolver)
    {
        if (resolver.IsWireIdentical) return alert.Datum;
        _resolved.ResetWrittenCount();
        resolver.Resolve(alert.Datum.Span, _resolved);
        return _resolved.WrittenMemory;
    }
}
