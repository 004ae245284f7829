using System.Diagnostics.CodeAnalysis;
using FinkTyped.Columns;

namespace FinkTyped;

// Alerts that are looked at where they lie, of which no more is read from the file than is looked at.
public sealed partial class AlertFileReader
{
    /// <summary>Evaluates a query on the next alert, which <see cref="NextBlockAsync"/> made sure of.</summary>
    internal bool TryTake<TAlert, TResult>(
        AlertQuery<TAlert, TResult> query, SchemaResolution resolution, [MaybeNullWhen(false)] out TResult result)
        where TAlert : class, IAvroRecord<TAlert>
    {
        try
        {
            var length = _rest.Length;
            var isWanted = _left == 1
                ? query.TryEvaluate(WriterSchema, _rest.Span, _lazy?.Pending, out result, resolution)
                : query.TryEvaluateFirst(WriterSchema, _rest.Span, out result, out length, resolution);
            _lazy?.End();
            Took(length);
            return isWanted;
        }
        catch (AvroException fault) when (fault is not (SchemaResolutionException or AlertFileException))
        {
            _lazy?.Complete();
            throw PassedOver(fault, DatumResolver.For(WriterSchema, query.Schema, resolution));
        }
    }

    /// <summary>Adds the next alert, which <see cref="NextBlockAsync"/> made sure of, to columns if it is wanted.</summary>
    internal void TryTake(AlertColumns columns, ColumnOptions options)
    {
        try
        {
            // Where an alert ends is found first: columns do not look to its end.
            var length = _left == 1 ? _rest.Length : LengthOfFirst();
            var datum = _rest[..length];
            var before = columns.Count;
            if (options.Where is not { } filter || IsWanted(filter, datum.Span, columns.Schema))
            {
                columns.Add(WriterSchema, datum.Span, _lazy?.Pending, options.Files.Resolution);
            }

            try
            {
                _lazy?.End();
            }
            catch
            {
                columns.TruncateTo(before);
                throw;
            }

            Took(length);
        }
        catch (AvroException fault) when (fault is not AlertFileException && (fault is not SchemaResolutionException || options.AlertIsBad is not null))
        {
            _lazy?.Complete();
            var datum = new AlertDatum(WriterSchema, _rest, Place);
            fault = PassedOver(fault);
            if (options.AlertIsBad is not { } isBad) throw fault;
            isBad(datum with { Datum = datum.Datum[..(datum.Datum.Length - _rest.Length)] }, fault);
        }
    }

    private bool IsWanted(AlertFilter filter, ReadOnlySpan<byte> datum, AvroSchema wanted)
    {
        try
        {
            return filter.Accepts(WriterSchema, datum, _lazy?.Pending, _limits);
        }
        catch (AlertFilterException misfit) when (filter.Fits(wanted))
        {
            // The filter is right, and this file is of something else.
            throw new AvroException($"the filter does not fit: {misfit.Message}", innerException: misfit);
        }
    }
}
