using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>Takes the next alert of a file as what is asked for; one for all the files of a set.</summary>
internal abstract class AlertTaker<TItem>
{
    /// <summary>Whether the views over alerts need only be valid until the next one is asked for.</summary>
    public virtual bool ReusesMemory => true;

    /// <summary>Takes an alert that is there; false where it is not wanted.</summary>
    /// <exception cref="AvroException">It cannot be read; the reader is behind it.</exception>
    public abstract bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out TItem item);
}

/// <summary>Takes the bytes.</summary>
internal sealed class DatumTaker : AlertTaker<AlertDatum>
{
    public override bool ReusesMemory => false;

    public override bool TryTake(AlertFileReader reader, out AlertDatum item)
    {
        item = reader.TakeDatum();
        return true;
    }
}

/// <summary>Takes records.</summary>
internal sealed class RecordTaker<T>(SchemaResolution resolution) : AlertTaker<T> where T : class, IAvroRecord<T>
{
    private AlertFileReader? _reader;
    private AlertDecoder<T>? _decoder;

    public override bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out T item)
    {
        if (!ReferenceEquals(reader, _reader))
        {
            _decoder = reader.DecoderOf<T>(resolution);
            _reader = reader;
        }

        item = reader.TakeAlert(_decoder!);
        return true;
    }
}

/// <summary>Takes what a query makes of alerts.</summary>
internal sealed class QueryTaker<TAlert, TResult>(AlertQuery<TAlert, TResult> query, SchemaResolution resolution) : AlertTaker<TResult>
    where TAlert : class, IAvroRecord<TAlert>
{
    public override bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out TResult item) => reader.TryTake(query, resolution, out item);
}

/// <summary>Adds where an alert is.</summary>
internal sealed class PlaceTaker<T>(AlertTaker<T> inner) : AlertTaker<AlertInFile<T>>
{
    public override bool TryTake(AlertFileReader reader, out AlertInFile<T> item)
    {
        var place = reader.Place;
        var isWanted = inner.TryTake(reader, out var alert);
        item = new AlertInFile<T>(alert!, place);
        return isWanted;
    }
}
