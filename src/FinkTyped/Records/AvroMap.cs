using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>
/// An immutable map from text to values that keeps the order of its entries, equal to another by its entries in any order.
/// <c>foreach</c> over it does not allocate.
/// </summary>
/// <typeparam name="T">The value type.</typeparam>
[SuppressMessage("Naming", "CA1710", Justification = "Map is Avro's own name for it.")]
public sealed class AvroMap<T> : IReadOnlyDictionary<string, T>, IEquatable<AvroMap<T>>
{
    // Up to this many entries a scan over the keys beats a hash table, and costs no memory.
    private const int ScanLimit = 8;

    private readonly KeyValuePair<string, T>[] _entries;
    private readonly Dictionary<string, int>? _index;

    private AvroMap(KeyValuePair<string, T>[] entries, Dictionary<string, int>? index)
    {
        _entries = entries;
        _index = index;
    }

    /// <summary>A map of <paramref name="entries"/>; a key that comes twice keeps its first place and its last value.</summary>
    public AvroMap(IEnumerable<KeyValuePair<string, T>> entries) : this(Distinct([.. entries], out var index), index)
    {
    }

    /// <summary>The map without entries.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "As Array.Empty and ImmutableDictionary<,>.Empty.")]
    public static AvroMap<T> Empty { get; } = new([], null);

    /// <inheritdoc/>
    public int Count => _entries.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(e => e.Key);

    /// <inheritdoc/>
    public IEnumerable<T> Values => _entries.Select(e => e.Value);

    /// <inheritdoc/>
    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no entry '{key}' in the map");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Find(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var at = Find(key);
        value = at >= 0 ? _entries[at].Value : default;
        return at >= 0;
    }

    /// <summary>Enumerates the entries in their order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(_entries);

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Whether both hold the same keys with equal values.</summary>
    public bool Equals([NotNullWhen(true)] AvroMap<T>? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.Count != Count) return false;
        foreach (var (key, value) in _entries)
        {
            if (!other.TryGetValue(key, out var theirs) || !ItemEquality.Equals(value, theirs)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AvroMap<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var entry in _entries) hash ^= HashCode.Combine(entry.Key, ItemEquality.GetHashCode(entry.Value));
        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} entries";

    internal static AvroMap<T> Own(KeyValuePair<string, T>[] entries) =>
        entries.Length == 0 ? Empty : new(Distinct(entries, out var index), index);

    private int Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_index is not null) return _index.TryGetValue(key, out var at) ? at : -1;
        for (var i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].Key == key) return i;
        }

        return -1;
    }

    private static KeyValuePair<string, T>[] Distinct(KeyValuePair<string, T>[] entries, out Dictionary<string, int>? index)
    {
        var places = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        var kept = 0;
        foreach (var entry in entries)
        {
            if (places.TryAdd(entry.Key, kept)) entries[kept++] = entry;
            else entries[places[entry.Key]] = entry;
        }

        index = kept > ScanLimit ? places : null;
        return kept == entries.Length ? entries : entries[..kept];
    }

    /// <summary>Enumerates an <see cref="AvroMap{T}"/>.</summary>
    public struct Enumerator
    {
        private readonly KeyValuePair<string, T>[] _entries;
        private int _index;

        internal Enumerator(KeyValuePair<string, T>[] entries)
        {
            _entries = entries;
            _index = -1;
        }

        /// <summary>The entry at the current position.</summary>
        public readonly KeyValuePair<string, T> Current => _entries[_index];

        /// <summary>Moves to the next entry; false at the end.</summary>
        public bool MoveNext() => ++_index < _entries.Length;
    }
}
