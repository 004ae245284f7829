using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>
/// An immutable array of a record, equal to another by its items. Write one as a collection expression:
/// <c>PrvCandidates = [first, second]</c>. The enumeration itself does not allocate; records of a decoded alert's history are kept as they
/// came and decoded when they are looked at, each time anew, so keep one that is needed twice.
/// </summary>
/// <typeparam name="T">The item type.</typeparam>
[CollectionBuilder(typeof(AvroArray), nameof(AvroArray.Create))]
[SuppressMessage("Naming", "CA1710", Justification = "Array is Avro's own name for it.")]
public sealed class AvroArray<T> : IReadOnlyList<T>, IEquatable<AvroArray<T>>
{
    // One of the two: items that are there, or items decoded when they are looked at.
    private readonly T[]? _items;
    private readonly EncodedItems<T>? _encoded;

    private AvroArray(T[]? items, EncodedItems<T>? encoded)
    {
        _items = items;
        _encoded = encoded;
    }

    /// <summary>The array without items.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "As Array.Empty and ImmutableArray<T>.Empty.")]
    public static AvroArray<T> Empty { get; } = new([], null);

    /// <summary>The items as they came, where they are kept so.</summary>
    internal EncodedItems<T>? Encoded => _encoded;

    /// <inheritdoc/>
    public int Count => _items is not null ? _items.Length : _encoded!.Kept.Count;

    /// <inheritdoc/>
    public T this[int index] => _items is not null ? _items[index] : _encoded!.Decode(index);

    /// <summary>Enumerates the items without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Whether both hold equal items in the same order.</summary>
    public bool Equals([NotNullWhen(true)] AvroArray<T>? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        for (var i = 0; i < Count; i++)
        {
            if (!ItemEquality.Equals(this[i], other[i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AvroArray<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // A hash has to be cheap, not perfect: a history has hundreds of items, and two that differ mostly do so in their ends.
        if (Count == 0) return 0;
        return HashCode.Combine(Count, ItemEquality.GetHashCode(this[0]), ItemEquality.GetHashCode(this[Count - 1]));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} items";

    internal static AvroArray<T> Own(T[] items) => items.Length == 0 ? Empty : new(items, null);

    internal static AvroArray<T> Own(EncodedItems<T> items) => new(null, items);

    /// <summary>Enumerates an <see cref="AvroArray{T}"/>.</summary>
    public struct Enumerator
    {
        private readonly AvroArray<T> _array;
        private int _index;

        internal Enumerator(AvroArray<T> array)
        {
            _array = array;
            _index = -1;
        }

        /// <summary>The item at the current position.</summary>
        public readonly T Current => _array[_index];

        /// <summary>Moves to the next item; false at the end.</summary>
        public bool MoveNext() => ++_index < _array.Count;
    }
}

/// <summary>Makes arrays of records.</summary>
public static class AvroArray
{
    /// <summary>An array of copies of <paramref name="items"/>.</summary>
    public static AvroArray<T> Create<T>(ReadOnlySpan<T> items) => AvroArray<T>.Own(items.ToArray());
}
