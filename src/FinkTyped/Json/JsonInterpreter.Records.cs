using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FinkTyped.Plans;

namespace FinkTyped;

internal ref partial struct JsonInterpreter
{
    // A union's index and a number take no more: where so much of the datum is left, they are read without looking for its end.
    private const int Ahead = 1 + Varint.MaxBytes;
    private const int ShortText = 16;

    /// <summary>
    /// Writes a record. Most values are numbers, or null: these are read and written here, with the places in the datum and in the text
    /// kept in registers. All else, and all that is not plainly well-formed, is left to <see cref="AvroReader"/>.
    /// </summary>
    private void Record(AvroRecordSchema schema)
    {
        _reader.Enter();
        AvroReader.EnsureStack(_reader.Position);
        _text.Byte((byte)'{');
        var fields = schema.JsonSteps;
        ref var datum = ref _reader.At(0);
        ref var text = ref _text.Start;
        var capacity = _text.Capacity;
        var to = _text.Length;
        var at = _reader.Position;
        var lastAhead = at + _reader.Remaining - Ahead;
        var lastAheadOfText = at + _reader.Remaining - (1 + ShortText);
        for (var i = 0; i < fields.Length; i++)
        {
            ref readonly var field = ref fields[i];
            if (capacity - to < field.Room)
            {
                _text.Length = to;
                _text.Reserve(field.Room);
                text = ref _text.Start;
                capacity = _text.Capacity;
            }

            CopyPadded(ref Unsafe.Add(ref text, to), field.Name);
            to += field.NameLength;
            var isKnownValue = false;
            if (at <= lastAhead)
            {
                if (field.NullBranch >= 0)
                {
                    // Indexes 0 and 1 are the bytes 0 and 2.
                    var index = Unsafe.Add(ref datum, at);
                    if (index == 2 * field.NullBranch)
                    {
                        at++;
                        continue;
                    }

                    isKnownValue = index == 2 * field.ValueBranch;
                    if (isKnownValue) at++;
                }
                else
                {
                    isKnownValue = true;
                }

                if (isKnownValue && field.Kind == WireKind.String && at <= lastAheadOfText)
                {
                    var length = TryShortText(ref Unsafe.Add(ref datum, at), ref Unsafe.Add(ref text, to - JsonStep.NullLength));
                    if (length >= 0)
                    {
                        at += 1 + length;
                        to += length + 2 - JsonStep.NullLength;
                        continue;
                    }
                }
                else if (isKnownValue && TryScalar(field.Kind, ref Unsafe.Add(ref datum, at), ref Unsafe.Add(ref text, to - JsonStep.NullLength), out var read, out var written))
                {
                    at += read;
                    to += written - JsonStep.NullLength;
                    continue;
                }
            }

            _reader.Advance(at - _reader.Position);
            _text.Length = to;
            if (isKnownValue || field.NullBranch < 0 || _reader.ReadUnionIndex(2) != field.NullBranch)
            {
                _text.Length = to - JsonStep.NullLength;
                Value(field.Schema, field.Kind);
            }

            at = _reader.Position;
            to = _text.Length;
            text = ref _text.Start;
            capacity = _text.Capacity;
        }

        _reader.Advance(at - _reader.Position);
        _text.Length = to;
        _text.Reserve(JsonText.MaxScalar);
        _text.Byte((byte)'}');
        _reader.Leave();
    }

    /// <summary>Reads and writes a number or a boolean; false, with nothing read, for all else and for what is malformed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScalar(WireKind kind, ref byte from, ref byte to, out int read, out int written)
    {
        switch (kind)
        {
            case WireKind.Double:
                var bits = Unsafe.ReadUnaligned<long>(ref from);
                read = sizeof(double);
                written = NumberText.Write(ref to, BitConverter.Int64BitsToDouble(Little(bits)));
                return true;
            case WireKind.Float:
                var few = Unsafe.ReadUnaligned<int>(ref from);
                read = sizeof(float);
                written = NumberText.Write(ref to, BitConverter.Int32BitsToSingle(Little(few)));
                return true;
            case WireKind.Boolean when from <= 1:
                read = 1;
                written = 5 - from;
                Unsafe.WriteUnaligned(ref to, Little(from == 0 ? 0x65736C6166 : 0x65757274));
                return true;
            case WireKind.Int or WireKind.Long when TryVarint(ref from, out var value, out read) && (kind == WireKind.Long || (int)value == value):
                written = NumberText.Write(ref to, value);
                return true;
            default:
                read = written = 0;
                return false;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyPadded(ref byte to, byte[] padded)
    {
        ref var from = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(padded);
        for (nint i = 0; i < padded.Length; i += 16)
        {
            Vector128.LoadUnsafe(ref Unsafe.Add(ref from, i)).StoreUnsafe(ref Unsafe.Add(ref to, i));
        }
    }

    private static long Little(long value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static int Little(int value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
