using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped.Columns.Arrow;

/// <summary>Values as the bytes they are, where they lie.</summary>
internal sealed class CastMemory<T>(ReadOnlyMemory<T> values) : MemoryManager<byte> where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(MemoryMarshal.AsMemory(values).Span);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        var (index, within) = Math.DivRem(elementIndex, Unsafe.SizeOf<T>());
        return within == 0 ? values[index..].Pin() : throw new NotSupportedException("a value is not divided");
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
