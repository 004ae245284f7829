using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped.Plans;

/// <summary>
/// One shape that the bytes of a record (or of a run of its values) come in: which values are null, how many bytes each integer takes, how
/// long each text is. Masked vectors recognise it; then every value is at a known offset. Immutable, shared between threads.
/// </summary>
/// <remarks>
/// What the mask covers is all that decides where a value begins and whether it is valid: union branches, lengths and enum indexes as a
/// whole, of each integer's bytes the continuation bit (and the bits that would exceed its range), of text the bit that ASCII lacks, of
/// booleans all but the lowest bit. Bytes that match are therefore as valid as those the layout was learned from.
/// </remarks>
internal sealed class Layout : OffsetTable
{
    /// <summary>Bytes compared at a time; patterns are padded to a multiple.</summary>
    public const int Stride = 64;

    // Per stride: 64 bytes of mask, then 64 of what the masked bytes must be. Begins at a cache line within memory that does not move:
    // two of three loads of a comparison then stay within one.
    private readonly byte[] _memory;
    private readonly int _pattern;

    // The slots of the entries, of a run of steps; null where the entries are all of the plan's.
    private readonly int[]? _slots;

    public Layout(RecordPlan plan, int[]? slots, int[] entries, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> value) : base(plan, entries)
    {
        _slots = slots;
        Length = mask.Length;
        PaddedLength = (Length + Stride - 1) / Stride * Stride;
        _memory = GC.AllocateArray<byte>((2 * PaddedLength) + Stride - 1, pinned: true);
        _pattern = FirstAligned(_memory);
        for (var i = 0; i < Length; i++)
        {
            var at = PatternAt(i);
            _memory[at] = mask[i];
            _memory[at + Stride] = (byte)(value[i] & mask[i]);
        }
    }

    /// <inheritdoc/>
    public override int SlotOf(int entry) => _slots is null ? entry : _slots[entry];

    /// <summary>Bytes that a comparison reads.</summary>
    public int PaddedLength { get; }

    /// <summary>How often the layout was found where another was guessed, as long as that is noted; approximate when threads share it.</summary>
    public int Finds { get; set; }

    /// <summary>What is written of records of this layout, for who writes them: no room before knows what it is.</summary>
    public object? Template { get; set; }

    /// <summary>The bytes of a record of this layout: what the layout leaves open is zero.</summary>
    public byte[] Example()
    {
        var bytes = new byte[Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = ValueAt(i);
        return bytes;
    }

    /// <summary>Which bits of a byte decide the shape.</summary>
    public byte MaskAt(int offset) => _memory[PatternAt(offset)];

    /// <summary>What those bits are.</summary>
    public byte ValueAt(int offset) => _memory[PatternAt(offset) + Stride];

    /// <summary>
    /// Whether the bytes at <paramref name="data"/> have this shape. The caller makes sure that <see cref="PaddedLength"/> bytes are readable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Matches(ref byte data)
    {
        ref var pattern = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _pattern);
        var end = (nint)PaddedLength;
        if (Vector512.IsHardwareAccelerated)
        {
            var difference = Vector512<byte>.Zero;
            for (nint i = 0; i < end; i += Stride)
            {
                ref var at = ref Unsafe.Add(ref pattern, 2 * i);
                difference |= (Vector512.LoadUnsafe(ref Unsafe.Add(ref data, i)) & Vector512.LoadUnsafe(ref at))
                    ^ Vector512.LoadUnsafe(ref at, Stride);
            }

            return difference == Vector512<byte>.Zero;
        }
        else
        {
            var difference = Vector256<byte>.Zero;
            for (nint i = 0; i < end; i += Stride)
            {
                ref var at = ref Unsafe.Add(ref pattern, 2 * i);
                ref var bytes = ref Unsafe.Add(ref data, i);
                difference |= (Vector256.LoadUnsafe(ref bytes) & Vector256.LoadUnsafe(ref at)) ^ Vector256.LoadUnsafe(ref at, Stride);
                difference |= (Vector256.LoadUnsafe(ref bytes, Stride / 2) & Vector256.LoadUnsafe(ref at, Stride / 2))
                    ^ Vector256.LoadUnsafe(ref at, Stride + (Stride / 2));
            }

            return difference == Vector256<byte>.Zero;
        }
    }

    /// <summary>As <see cref="Matches"/>, for bytes so near the end of the datum that only <see cref="OffsetTable.Length"/> are readable.</summary>
    public bool MatchesNearEnd(ref byte data)
    {
        for (var i = 0; i < Length; i++)
        {
            if ((Unsafe.Add(ref data, i) & MaskAt(i)) != ValueAt(i)) return false;
        }

        return true;
    }

    private int PatternAt(int offset) => _pattern + (offset / Stride * 2 * Stride) + (offset % Stride);

    private static unsafe int FirstAligned(byte[] pinned)
    {
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        return (int)((Stride - (address % Stride)) % Stride);
    }
}
