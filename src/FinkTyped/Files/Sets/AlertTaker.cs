using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>Takes the next alert of a file as what is asked for; one for all the files of a set.</summary>
internal abstract class AlertTaker<TItem>
{
    /// <summary>What becomes of the bytes of blocks.</summary>
    public virtual BlockUse Use => BlockUse.Lend;

    /// <summary>Takes an alert that is there; false where it is not wanted.</summary>
    /// <exception cref="AvroException">It cannot be read; the reader is behind it.</exception>
    public abstract bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out TItem item);

    /// <summary>Takes what is left behind the last alert; false where nothing is.</summary>
    public virtual bool TryFinish([MaybeNullWhen(false)] out TItem item)
    {
        item = default;
        return false;
    }
}

/// <summary>Takes the bytes.</summary>
internal sealed class DatumTaker(AlertFileOptions options) : AlertTaker<AlertDatum>
{
    public override BlockUse Use => options.ReusesMemory ? BlockUse.Lend : BlockUse.Keep;

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
    public override BlockUse Use => BlockUse.Look;

    public override bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out TResult item) => reader.TryTake(query, resolution, out item);
}

/// <summary>Adds where an alert is.</summary>
internal sealed class PlaceTaker<T>(AlertTaker<T> inner) : AlertTaker<AlertInFile<T>>
{
    public override BlockUse Use => inner.Use;

    public override bool TryTake(AlertFileReader reader, out AlertInFile<T> item)
    {
        var place = reader.Place;
        var isWanted = inner.TryTake(reader, out var alert);
        item = new AlertInFile<T>(alert!, place);
        return isWanted;
    }
}
