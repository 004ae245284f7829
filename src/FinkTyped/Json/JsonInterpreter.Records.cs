using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FinkTyped.Plans;

namespace FinkTyped;

internal ref partial struct JsonInterpreter
{
    // A union's index and a number take no more: where so much of the datum is left, they are read without looking for its end.
    private const int Ahead = 1 + Varint.MaxBytes;
    private const int ShortText = 16;

    /// <summary>Writes a record: by the template of its layout, or field by field.</summary>
    private void Record(AvroRecordSchema schema)
    {
        _reader.Enter();
        var record = schema.JsonSteps;
        if (record.Shapes is not { } shapes || !shapes.IsWorthTrying(_reader.Remaining))
        {
            Fields(record);
        }
        else if (!TryTemplate(record, shapes, out var isKnown))
        {
            var (start, written) = (_reader.Position, _text.Length);
            Fields(record);
            if (!isKnown) shapes.Learn(_reader.GoTo(start), _text.Length - written);
        }

        _reader.Leave();
    }

    /// <summary>Writes fields: plain values here, all else, and all that is not plainly well-formed, by <see cref="AvroReader"/>.</summary>
    private void Fields(JsonSteps record)
    {
        AvroReader.EnsureStack(_reader.Position);
        _text.Byte((byte)'{');
        for (var i = 0; (i = Plain(record, i)) < record.Steps.Length; i++)
        {
            ref readonly var field = ref record.Steps[i];
            _text.Raw(record.Names.AsSpan(field.Name, field.NameLength));
            _text.Reserve(JsonText.MaxScalar);
            if (field.IsNullable && 2 * _reader.ReadUnionIndex(2) == field.NullByte) _text.Raw("null"u8);
            else Value(field.Schema, field.Kind);
        }

        _text.Reserve(JsonText.MaxScalar);
        _text.Byte((byte)'}');
    }

    /// <summary>
    /// Writes fields of a record from one on as long as they are null, numbers, booleans or short texts, which most are: with the places in the
    /// datum and in the text kept in registers. Gives the first field that is none of these, or for which there is not enough datum or text left.
    /// </summary>
    private int Plain(JsonSteps fields, int start)
    {
        ref var names = ref MemoryMarshal.GetArrayDataReference(fields.Names);
        ref var from = ref _reader.At(_reader.Position);
        ref var fromEnd = ref Unsafe.Add(ref from, _reader.Remaining);
        ref var to = ref Unsafe.Add(ref _text.Start, _text.Length);
        ref var toEnd = ref Unsafe.Add(ref _text.Start, _text.Capacity);
        var steps = fields.Steps;
        ref var field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(steps), start);
        ref var end = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(steps), steps.Length);
        for (; Unsafe.IsAddressLessThan(ref field, ref end); field = ref Unsafe.Add(ref field, 1))
        {
            // Bounds: a field takes at most its room, and what is read of it at most what is ahead.
            if (Unsafe.ByteOffset(ref to, ref toEnd) < field.Room || Unsafe.ByteOffset(ref from, ref fromEnd) < Ahead) break;
            CopyName(ref to, ref Unsafe.Add(ref names, field.Name), field.NameLength);
            ref var value = ref from;
            if (field.IsNullable)
            {
                if (value == field.NullByte)
                {
                    from = ref Unsafe.Add(ref from, 1);
                    to = ref Unsafe.Add(ref to, field.NameLength + JsonSteps.NullLength);
                    continue;
                }

                if (value != field.ValueByte) break;
                value = ref Unsafe.Add(ref value, 1);
            }

            int read;
            ref var text = ref Unsafe.Add(ref to, field.NameLength);
            switch (field.Kind)
            {
                case WireKind.Double:
                    read = sizeof(double);
                    to = ref Unsafe.Add(ref text, NumberText.Write(ref text, BitConverter.Int64BitsToDouble(Little(Unsafe.ReadUnaligned<long>(ref value)))));
                    break;
                case WireKind.Float:
                    read = sizeof(float);
                    to = ref Unsafe.Add(ref text, NumberText.Write(ref text, BitConverter.Int32BitsToSingle(Little(Unsafe.ReadUnaligned<int>(ref value)))));
                    break;
                case WireKind.Boolean when value <= 1:
                    read = 1;
                    Unsafe.WriteUnaligned(ref text, Little(value == 0 ? 0x65736C6166 : 0x65757274));
                    to = ref Unsafe.Add(ref text, 5 - value);
                    break;
                case WireKind.Int or WireKind.Long when TryVarint(ref value, out var number, out read) && (field.Kind == WireKind.Long || (int)number == number):
                    to = ref Unsafe.Add(ref text, NumberText.Write(ref text, number));
                    break;
                case WireKind.String when Unsafe.ByteOffset(ref value, ref fromEnd) > ShortText && TryShortText(ref value, ref text) is >= 0 and var length:
                    read = 1 + length;
                    to = ref Unsafe.Add(ref text, length + 2);
                    break;
                default:
                    goto Done;
            }

            from = ref Unsafe.Add(ref value, read);
        }

    Done:
        _reader.Advance((int)Unsafe.ByteOffset(ref _reader.At(_reader.Position), ref from));
        _text.Length = (int)Unsafe.ByteOffset(ref _text.Start, ref to);
        return (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(steps), ref field) / Unsafe.SizeOf<JsonStep>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyName(ref byte to, ref byte name, int length)
    {
        Vector256.LoadUnsafe(ref name).StoreUnsafe(ref to);
        for (nint i = JsonSteps.NameStride; i < length + JsonSteps.NullLength; i += JsonSteps.NameStride)
        {
            Vector256.LoadUnsafe(ref Unsafe.Add(ref name, i)).StoreUnsafe(ref Unsafe.Add(ref to, i));
        }
    }

    /// <summary>Reads and writes text of up to sixteen plain ASCII characters; gives its length, or -1 for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TryShortText(ref byte from, ref byte to)
    {
        // One byte of zigzag: an even number is a length above zero or zero itself.
        var length = from >> 1;
        if (length > ShortText || (from & 1) != 0) return -1;
        var text = Vector128.LoadUnsafe(ref from, 1);
        // Signed: what is not ASCII is below zero, and so below the first character that needs no escape.
        var odd = Vector128.LessThan(text.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(text, Vector128.Create((byte)'"'))
            | Vector128.Equals(text, Vector128.Create((byte)'\\'));
        if ((odd.ExtractMostSignificantBits() & ((1u << length) - 1)) != 0) return -1;
        to = (byte)'"';
        text.StoreUnsafe(ref to, 1);
        Unsafe.Add(ref to, length + 1) = (byte)'"';
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryVarint(ref byte from, out long value, out int read)
    {
        ulong bits = from;
        read = 1;
        if (bits >= 0x80)
        {
            read = Varint.Read(ref from, Varint.MaxBytes, out value);
            return read > 0;
        }

        value = (long)(bits >> 1) ^ -(long)(bits & 1);
        return true;
    }

    private static long Little(long value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static int Little(int value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
