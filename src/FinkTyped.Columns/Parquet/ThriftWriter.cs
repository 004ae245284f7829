using System.Buffers;
using System.Text;

namespace FinkTyped.Columns.Parquet;

/// <summary>Writes structs in Thrift's compact encoding, which is what Parquet tells of itself in.</summary>
internal sealed class ThriftWriter(IBufferWriter<byte> output)
{
    /// <summary>Types of values.</summary>
    public const int True = 1, False = 2, Int32 = 5, Int64 = 6, Binary = 8, Struct = 12;

    private const int List = 9;
    private const int MostInHead = 14;

    // The last field of each struct that is not ended: fields are told by what they are further.
    private readonly Stack<int> _outer = new();
    private int _last;

    public void Int(int field, int value)
    {
        Head(field, Int32);
        ZigZag(value);
    }

    public void Long(int field, long value)
    {
        Head(field, Int64);
        ZigZag(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Head(field, Binary);
        Item(value);
    }

    /// <summary>Writes a field that is encoded already.</summary>
    public void Encoded(int field, int type, ReadOnlySpan<byte> value)
    {
        Head(field, type);
        output.Write(value);
    }

    public void BeginStruct(int field)
    {
        Head(field, Struct);
        BeginStruct();
    }

    /// <summary>Begins a struct that is no field: the whole, or an item of a list.</summary>
    public void BeginStruct()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void EndStruct()
    {
        Byte(0);
        _last = _outer.Pop();
    }

    /// <summary>Begins a list, whose items follow.</summary>
    public void BeginList(int field, int type, int count)
    {
        Head(field, List);
        if (count <= MostInHead)
        {
            Byte((byte)(count << 4 | type));
            return;
        }

        Byte((byte)(0xF0 | type));
        Varint((uint)count);
    }

    public void Item(int value) => ZigZag(value);

    public void Item(string value) => Item(Encoding.UTF8.GetBytes(value));

    private void Item(ReadOnlySpan<byte> value)
    {
        Varint((uint)value.Length);
        output.Write(value);
    }

    // No struct of Parquet's leaves so many fields out that the difference does not fit.
    private void Head(int field, int type)
    {
        Byte((byte)((field - _last) << 4 | type));
        _last = field;
    }

    private void ZigZag(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
