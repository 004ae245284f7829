using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FinkTyped.Generated;

namespace FinkTyped.Plans;

internal sealed partial class DatumTable
{
    /// <summary>The view of the datum that the table was opened for.</summary>
    public AvroRecordView View(ReadOnlySpan<byte> datum)
    {
        ref var origin = ref OriginOf(datum);
        // A query that asks for nothing, or for defaults, would not see that the alert itself is null, which is refused.
        if (Plan.FirstStep == 0)
        {
            WalkTo(1, ref origin);
            if (Entries[0] == SlotEntry.Null) origin = ref Unsafe.NullRef<byte>();
        }

        return new(ref origin, ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Entries), 1), Plan.Slots, this);
    }
}
