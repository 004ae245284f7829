using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FinkTyped.Columns;

namespace FinkTyped;

/// <summary>Takes alerts into columns, and gives these when they are full. Columns that were given back are filled again.</summary>
internal sealed class ColumnTaker(ColumnOptions options, ColumnPool pool) : AlertTaker<AlertColumns>
{
    private AlertColumns? _columns;

    /// <inheritdoc/>
    public override BlockUse Use => BlockUse.Look;

    /// <inheritdoc/>
    public override bool TryTake(AlertFileReader reader, [MaybeNullWhen(false)] out AlertColumns item)
    {
        // Which schema the columns are of is known with the first alert.
        var columns = _columns ??= pool.Take(options, reader.WriterSchema);
        reader.TryTake(columns, options);
        // Adding up all columns after each alert would cost more than some alerts do.
        var isFull = columns.Count >= options.MaxRows || ((columns.Count & 15) == 0 && columns.Bytes >= options.MaxBytes && columns.Count > 0);
        item = isFull ? columns : null;
        if (isFull) _columns = null;
        return isFull;
    }

    /// <inheritdoc/>
    public override bool TryFinish([MaybeNullWhen(false)] out AlertColumns item)
    {
        item = _columns is { Count: > 0 } ? _columns : null;
        _columns = null;
        return item is not null;
    }
}

/// <summary>Columns that wait to be filled again. Safe to share between threads.</summary>
internal sealed class ColumnPool : IDisposable
{
    private readonly ConcurrentBag<AlertColumns> _free = [];
    private AvroSchema? _schema;

    /// <summary>Empty columns, all of one schema: the one that is wanted, or that of the first alert.</summary>
    public AlertColumns Take(ColumnOptions options, AvroSchema first)
    {
        if (_free.TryTake(out var columns)) return columns;
        Interlocked.CompareExchange(ref _schema, options.Schema ?? first, null);
        return new AlertColumns(_schema, options.Fields);
    }

    /// <summary>Takes columns back.</summary>
    public void GiveBack(AlertColumns columns)
    {
        columns.Clear();
        _free.Add(columns);
    }

    public void Dispose()
    {
        foreach (var columns in _free) columns.Dispose();
    }
}
