using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>
/// An immutable array of a record, equal to another by its items. <c>foreach</c> over it does not allocate. Write one as a collection
/// expression: <c>PrvCandidates = [first, second]</c>.
/// </summary>
/// <typeparam name="T">The item type.</typeparam>
[CollectionBuilder(typeof(AvroArray), nameof(AvroArray.Create))]
[SuppressMessage("Naming", "CA1710", Justification = "Array is Avro's own name for it.")]
public sealed class AvroArray<T> : IReadOnlyList<T>, IEquatable<AvroArray<T>>
{
    private readonly T[] _items;

    private AvroArray(T[] items) => _items = items;

    /// <summary>The array without items.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "As Array.Empty and ImmutableArray<T>.Empty.")]
    public static AvroArray<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>Enumerates the items without allocating.</summary>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Whether both hold equal items in the same order.</summary>
    public bool Equals([NotNullWhen(true)] AvroArray<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && _items.AsSpan().SequenceEqual(other._items));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AvroArray<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} items";

    internal static AvroArray<T> Own(T[] items) => items.Length == 0 ? Empty : new(items);

    /// <summary>Enumerates an <see cref="AvroArray{T}"/>.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The item at the current position.</summary>
        public readonly T Current => _items[_index];

        /// <summary>Moves to the next item; false at the end.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }
}

/// <summary>Makes arrays of records.</summary>
public static class AvroArray
{
    /// <summary>An array of copies of <paramref name="items"/>.</summary>
    public static AvroArray<T> Create<T>(ReadOnlySpan<T> items) => AvroArray<T>.Own(items.ToArray());
}
