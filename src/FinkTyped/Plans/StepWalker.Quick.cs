using System.Runtime.CompilerServices;

namespace FinkTyped.Plans;

/// <content>
/// The inner loop: simple values far from the datum's end, where one comparison is check enough for each. Whatever is not simple (another kind
/// of value, a fault, the last bytes of the datum) is left to the steps' own checks, which tell what is wrong.
/// </content>
/// <remarks>
/// Bounds argument: a step begins only where <see cref="Margin"/> bytes are left, and loads no more than that before it compares a length
/// with what is left. Positions grow only by what was loaded or compared.
/// </remarks>
internal static partial class StepWalker
{
    // A union's branch and the widest load of a value: eight bytes of a double or of a varint.
    private const int Margin = 16;

    /// <summary>Walks as far as it can; the reader then stands at the value of the step that is returned.</summary>
    private static int WalkQuickly(ref AvroReader reader, QuickStep[] steps, int step, int end, Span<int> entries, int origin, bool checksText)
    {
        ref var data = ref reader.Origin;
        var position = (nint)reader.Position;
        var length = (nint)reader.Length;
        for (; step < end && length - position >= Margin; step++)
        {
            var at = steps[step];
            var value = position;
            if (at.NullByte != QuickStep.NoUnion)
            {
                var branch = Unsafe.Add(ref data, position);
                if (branch == at.NullByte && at.Kind != WireKind.Other)
                {
                    Note(entries, at.Slot, SlotEntry.Null);
                    position++;
                    continue;
                }

                if (branch != (2 ^ at.NullByte)) break;
                value++;
            }

            nint size;
            switch (at.Kind)
            {
                case WireKind.Record:
                    size = 0;
                    break;
                case WireKind.Double:
                    size = sizeof(double);
                    break;
                case WireKind.Float:
                    size = sizeof(float);
                    break;
                case WireKind.Boolean:
                    size = Unsafe.Add(ref data, value) <= 1 ? 1 : 0;
                    break;
                case WireKind.Int:
                    size = Varint.LengthUpToEight(ref Unsafe.Add(ref data, value));
                    // The fifth byte may exceed 32 bits: the thorough walk decides.
                    if (size > 4) size = 0;
                    break;
                case WireKind.Long:
                    size = Varint.LengthUpToEight(ref Unsafe.Add(ref data, value));
                    break;
                case WireKind.String when checksText:
                    size = 0;
                    break;
                case WireKind.String:
                case WireKind.Bytes:
                    size = Counted(ref Unsafe.Add(ref data, value), length - value);
                    break;
                default:
                    size = 0;
                    break;
            }

            if (size == 0 && at.Kind != WireKind.Record) break;
            var entry = (int)value - origin;
            Note(entries, at.Slot, at.Converts ? SlotEntry.Converted(entry) : entry);
            position = value + size;
        }

        reader.Advance((int)position - reader.Position);
        return step;
    }

    // Bytes of a length and of what it counts; 0 where that is negative or more than is left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Counted(ref byte at, nint left)
    {
        uint first = at;
        nint bytes = 1;
        var encoded = first;
        if (first >= 0x80)
        {
            // Three bytes count to a million: enough for a cutout.
            uint second = Unsafe.Add(ref at, 1);
            encoded = (first & 0x7F) | ((second & 0x7F) << 7);
            bytes = 2;
            if (second >= 0x80)
            {
                uint third = Unsafe.Add(ref at, 2);
                if (third >= 0x80) return 0;
                encoded |= third << 14;
                bytes = 3;
            }
        }

        // Odd is negative.
        var size = bytes + (nint)(encoded >> 1);
        return (encoded & 1) == 0 && size <= left ? size : 0;
    }
}
