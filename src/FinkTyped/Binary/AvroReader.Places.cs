using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped;

public ref partial struct AvroReader
{
    /// <summary>Goes on where another reader of the same datum stopped.</summary>
    internal AvroReader(ref byte origin, int length, int position, AvroLimits limits, int itemsLeft)
    {
        _origin = ref origin;
        _length = length;
        _position = position;
        _maxDepth = limits.MaxDepth;
        _checkedDepth = Math.Min(_maxDepth, DepthAnyStackHolds);
        _itemsLeft = itemsLeft;
    }

    /// <summary>The first byte not yet read. May be loaded only while <see cref="Remaining"/> allows.</summary>
    internal readonly ref byte Current => ref Unsafe.Add(ref _origin, _position);

    /// <summary>The first byte of the datum.</summary>
    internal readonly ref byte Origin => ref _origin;

    /// <summary>Bytes of the datum.</summary>
    internal readonly int Length => _length;

    /// <summary>The byte at a position that was read before.</summary>
    internal readonly ref byte At(int position) => ref Unsafe.Add(ref _origin, position);

    /// <summary>How many more items the limits allow.</summary>
    internal readonly int ItemsLeft => _itemsLeft;

    /// <summary>The bytes from a position to the end of the datum.</summary>
    internal readonly ReadOnlySpan<byte> From(int position) =>
        MemoryMarshal.CreateReadOnlySpan(ref _origin, _length)[position..];

    /// <summary>A reader of the same datum at another position.</summary>
    internal readonly AvroReader GoTo(int position)
    {
        var reader = this;
        reader._position = position;
        return reader;
    }

    /// <summary>Takes in bytes of the datum that were read since.</summary>
    internal void Extend(int length) => _length = Math.Max(length, _length);

    /// <summary>Counts as items what takes no bytes, so that a few bytes of datum do not stand for endless work.</summary>
    internal void Charge(int items)
    {
        if ((_itemsLeft -= items) < 0) AvroErrors.TooManyItems(_position);
    }

    /// <summary>Takes back what was counted for items that will be read once more.</summary>
    internal void Refund(int items) => _itemsLeft += items;

    /// <summary>Goes to another position of the datum, which was compared with its length before.</summary>
    internal void MoveTo(int position) => _position = position;

    /// <summary>Advances over bytes that are known to be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count) => _position += count;
}
