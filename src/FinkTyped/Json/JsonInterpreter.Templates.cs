using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FinkTyped;

/// <content>
/// Records of plain fields whose layout is known: what of their JSON is the same for all records of the layout is copied, the rest is written from where the
/// layout has it.
/// </content>
/// <remarks>
/// Bounds argument: a layout is recognised only where all its bytes are, and a hole is within them; what is loaded past a hole is within what is ahead.
/// What is written is within the room of the template, whatever the bytes are.
/// </remarks>
internal ref partial struct JsonInterpreter
{
    /// <summary>Writes a record by the template of its layout; where there is none, or no room for it, leaves all to the caller.</summary>
    private bool TryTemplate(JsonSteps record, JsonShapes shapes, out bool isKnown)
    {
        ref var data = ref _reader.Current;
        var layout = shapes.Layouts.Recognise(ref data, _reader.Remaining);
        isKnown = layout is not null;
        if (layout is null) return false;
        shapes.Found();
        // Threads may each make one: any will do.
        var template = (JsonTemplate)(layout.Template ??= new JsonTemplate(record, layout));
        if (_reader.Remaining < layout.Length + JsonTemplate.Margin || _text.Capacity - _text.Length < template.Room) return false;
        Fill(template, ref data);
        _reader.Advance(layout.Length);
        return true;
    }

    private void Fill(JsonTemplate template, ref byte data)
    {
        ref var to = ref Unsafe.Add(ref _text.Start, _text.Length);
        ref var text = ref MemoryMarshal.GetArrayDataReference(template.Text);
        ref var hole = ref MemoryMarshal.GetArrayDataReference(template.Holes);
        ref var end = ref Unsafe.Add(ref hole, template.Holes.Length);
        for (; Unsafe.IsAddressLessThan(ref hole, ref end); hole = ref Unsafe.Add(ref hole, 1))
        {
            CopyText(ref to, ref text, hole.Before);
            text = ref Unsafe.Add(ref text, hole.Before);
            to = ref Unsafe.Add(ref to, hole.Before);
            ref var value = ref Unsafe.Add(ref data, hole.Offset);
            switch (hole.Kind)
            {
                case JsonHoleKind.Double:
                    to = ref Unsafe.Add(ref to, NumberText.Write(ref to, BitConverter.Int64BitsToDouble(Little(Unsafe.ReadUnaligned<long>(ref value)))));
                    break;
                case JsonHoleKind.Float:
                    to = ref Unsafe.Add(ref to, NumberText.Write(ref to, BitConverter.Int32BitsToSingle(Little(Unsafe.ReadUnaligned<int>(ref value)))));
                    break;
                case JsonHoleKind.Boolean:
                    var isTrue = value & 1;
                    Unsafe.WriteUnaligned(ref to, Little(isTrue == 0 ? 0x65736C6166 : 0x65757274));
                    to = ref Unsafe.Add(ref to, 5 - isTrue);
                    break;
                case JsonHoleKind.ShortInteger:
                    to = ref Unsafe.Add(ref to, NumberText.WriteShort(ref to, value));
                    break;
                case JsonHoleKind.Integer:
                    Varint.Read(ref value, JsonTemplate.Margin, out var number);
                    to = ref Unsafe.Add(ref to, NumberText.Write(ref to, number));
                    break;
                default:
                    to = ref Unsafe.Add(ref to, Text(ref to, ref value, hole.Length));
                    break;
            }
        }

        CopyText(ref to, ref text, template.Last);
        to = ref Unsafe.Add(ref to, template.Last);
        _text.Length = (int)Unsafe.ByteOffset(ref _text.Start, ref to);
    }

    /// <summary>Writes text without its quotes, and gives how many bytes it took.</summary>
    private int Text(ref byte to, ref byte from, int length)
    {
        for (nint i = 0; i < length; i += Vector256<byte>.Count)
        {
            var text = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, i));
            var escaped = Vector256.LessThan(text, Vector256.Create((byte)' '))
                | Vector256.Equals(text, Vector256.Create((byte)'"'))
                | Vector256.Equals(text, Vector256.Create((byte)'\\'));
            // Of the last vector some bytes are no longer text.
            if (escaped.ExtractMostSignificantBits() << (int)Math.Max(i + Vector256<byte>.Count - length, 0) != 0) return Escaped(ref to, ref from, length);
            text.StoreUnsafe(ref Unsafe.Add(ref to, i));
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Escaped(ref byte to, ref byte from, int length)
    {
        var start = (int)Unsafe.ByteOffset(ref _text.Start, ref to);
        _text.Length = start;
        // Stays within the room of the template, so that the memory stays what it is.
        _text.Characters(MemoryMarshal.CreateReadOnlySpan(ref from, length));
        return _text.Length - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyText(ref byte to, ref byte text, int length)
    {
        Vector256.LoadUnsafe(ref text).StoreUnsafe(ref to);
        for (nint i = JsonTemplate.Stride; i < length; i += JsonTemplate.Stride)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref text, i)).StoreUnsafe(ref Unsafe.Add(ref to, i));
        }
    }
}
