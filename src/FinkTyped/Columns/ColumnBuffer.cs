using System.Buffers;
using System.Runtime.CompilerServices;

namespace FinkTyped.Columns;

/// <summary>Values one behind the other, in memory that grows and is kept when they are cleared.</summary>
internal struct ColumnBuffer<T> where T : unmanaged
{
    private const int LeastCapacity = 64;

    private T[] _items;

    public ColumnBuffer() => _items = [];

    public int Count { get; private set; }

    public readonly ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

    public readonly ReadOnlyMemory<T> Memory => _items.AsMemory(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (Count == _items.Length) Grow(1);
        _items[Count++] = item;
    }

    public void Add(ReadOnlySpan<T> items)
    {
        if (_items.Length - Count < items.Length) Grow(items.Length);
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    public readonly Span<T> WritableSpan => _items.AsSpan(0, Count);

    /// <summary>Adds values that the caller sets.</summary>
    public Span<T> AddRoom(int count)
    {
        if (_items.Length - Count < count) Grow(count);
        Count += count;
        return _items.AsSpan(Count - count, count);
    }

    public void AddZeros(int count)
    {
        if (count > 0) AddRoom(count).Clear();
    }

    public readonly void Set(int index, T item) => _items[index] = item;

    public void Truncate(int count) => Count = count;

    /// <summary>Gives the memory back to the pool.</summary>
    public void Release()
    {
        if (_items.Length > 0) ArrayPool<T>.Shared.Return(_items);
        _items = [];
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var larger = ArrayPool<T>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(LeastCapacity, Math.Max(2L * Count, (long)Count + more))));
        Span.CopyTo(larger);
        if (_items.Length > 0) ArrayPool<T>.Shared.Return(_items);
        _items = larger;
    }
}
