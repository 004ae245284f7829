using System.Numerics;
using System.Runtime.CompilerServices;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped.Columns;

/// <summary>
/// The values of one field of many alerts, one behind the other. Its spans are those of <see cref="AlertColumns"/>: they hold until more alerts are
/// added, and the memory is used again after a <see cref="AlertColumns.Clear"/>.
/// </summary>
public abstract class AlertColumn
{
    private ColumnBuffer<byte> _validity = new();

    private protected AlertColumn(string name, AvroSchema schema, bool isNullable, string? doc)
    {
        Name = name;
        Schema = schema;
        IsNullable = isNullable;
        Doc = doc;
    }

    /// <summary>The name: the path it was asked for by, or of a part of another column the name of the field.</summary>
    public string Name { get; }

    /// <summary>The type of the values, without null.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Whether a value may be null.</summary>
    public bool IsNullable { get; }

    /// <summary>What the schema says about the field; null where it says nothing.</summary>
    public string? Doc { get; }

    /// <summary>How many values there are, nulls among them.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the values are null.</summary>
    public int NullCount { get; private set; }

    /// <summary>A bit for each value, from the lowest of the first byte on: set where it is not null. Empty for a column that cannot hold null.</summary>
    public ReadOnlySpan<byte> Validity => _validity.Span;

    /// <summary>The columns this one is made of: of a record its fields, of a list its items, of a map its keys and values.</summary>
    public virtual IReadOnlyList<AlertColumn> Parts => [];

    /// <summary>Bytes that the values take, those of its parts not counted.</summary>
    internal abstract long Bytes { get; }

    /// <summary>Whether a value is null.</summary>
    public bool IsNullAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        return IsNullable && (Validity[index >> 3] >> (index & 7) & 1) == 0;
    }

    /// <summary>Takes the value of a field.</summary>
    internal abstract void Add(AvroRecordView record, int field);

    /// <summary>Takes a value that is no field: an item, or what a map holds.</summary>
    internal abstract void Add(AvroValueView value);

    /// <summary>Takes a field of each of many records, or what lies within it.</summary>
    /// <param name="origin">The first byte of the datum that the records lie in.</param>
    /// <param name="starts">Where each record begins.</param>
    /// <param name="tables">Where the values of each record are.</param>
    /// <param name="source">What is wanted of each.</param>
    internal virtual void AddItems(ref byte origin, ReadOnlySpan<int> starts, ReadOnlySpan<OffsetTable> tables, ColumnSource source)
    {
        for (var i = 0; i < starts.Length; i++) source.Add(AvroRecordView.Of(tables[i], ref Unsafe.Add(ref origin, starts[i])));
    }

    /// <summary>Adds a null; of a part that cannot be null, whatever stands in for it in a record that is.</summary>
    internal void AddNull()
    {
        AddDefault();
        Mark(isValid: false);
    }

    /// <summary>Drops all values from <paramref name="count"/> on.</summary>
    internal void Truncate(int count)
    {
        TruncateValues(count);
        if (IsNullable)
        {
            _validity.Truncate((count + 7) >> 3);
            if ((count & 7) != 0) _validity.Set(count >> 3, (byte)(Validity[count >> 3] & ((1 << (count & 7)) - 1)));
            var valid = 0;
            foreach (var bits in Validity) valid += BitOperations.PopCount(bits);
            NullCount = count - valid;
        }

        Count = count;
    }

    /// <summary>Gives all memory back.</summary>
    internal virtual void Release()
    {
        _validity.Release();
        (Count, NullCount) = (0, 0);
        foreach (var part in Parts) part.Release();
    }

    private protected abstract void AddDefault();

    private protected abstract void TruncateValues(int count);

    /// <summary>Notes whether the value that was just added is one.</summary>
    private protected void Mark(bool isValid)
    {
        if (IsNullable)
        {
            if ((Count & 7) == 0) _validity.Add(0);
            if (isValid) _validity.Set(Count >> 3, (byte)(_validity.Span[Count >> 3] | (1 << (Count & 7))));
            else NullCount++;
        }

        Count++;
    }

    /// <summary>Notes that the values that were just added are none of them null.</summary>
    private protected void MarkValid(int count)
    {
        if (IsNullable)
        {
            var (from, to) = (Count, Count + count);
            _validity.AddZeros(((to + 7) >> 3) - _validity.Count);
            var bits = _validity.WritableSpan;
            for (; from < to && (from & 7) != 0; from++) bits[from >> 3] |= (byte)(1 << (from & 7));
            var whole = Math.Max(0, to - from) >> 3;
            bits.Slice(from >> 3, whole).Fill(0xFF);
            for (from += whole << 3; from < to; from++) bits[from >> 3] |= (byte)(1 << (from & 7));
        }

        Count += count;
    }

    /// <summary>Notes that a value that was added is null after all.</summary>
    private protected void Unmark(int index)
    {
        if (!IsNullable) return;
        _validity.WritableSpan[index >> 3] &= (byte)~(1 << (index & 7));
        NullCount++;
    }
}
