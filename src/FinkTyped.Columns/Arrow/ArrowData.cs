using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace FinkTyped.Columns.Arrow;

/// <summary>Makes columns arrays of Arrow's: copies, or arrays over the columns' own memory for as long as these are not changed.</summary>
internal sealed class ArrowData(bool isLent)
{
    public static ArrowData Copied { get; } = new(isLent: false);

    public static ArrowData Lent { get; } = new(isLent: true);

    /// <summary>A batch of what the columns hold.</summary>
    /// <param name="schema">Their schema: dictionaries of nested fields are known by the very fields of it.</param>
    /// <param name="columns">The columns.</param>
    public RecordBatch BatchOf(Schema schema, AlertColumns columns) =>
        new(schema, columns.Columns.Select((column, i) => ArrowArrayFactory.BuildArray(Of(column, schema.GetFieldByIndex(i).DataType))), columns.Count);

    private ArrayData Of(AlertColumn column, IArrowType type) => column switch
    {
        AlertNumberColumn<bool> booleans => Make(type, column, Packed(booleans.Values)),
        AlertNumberColumn<int> { Schema: AvroEnumSchema symbols } indexes => Make(type, column, [Values(indexes.Memory)], dictionary: Symbols(symbols)),
        AlertNumberColumn<int> numbers => Make(type, column, Values(numbers.Memory)),
        AlertNumberColumn<long> numbers => Make(type, column, Values(numbers.Memory)),
        AlertNumberColumn<float> numbers => Make(type, column, Values(numbers.Memory)),
        AlertNumberColumn<double> numbers => Make(type, column, Values(numbers.Memory)),
        // A decimal is of a fixed size too.
        AlertBytesColumn bytes when type is Decimal128Type or Decimal256Type =>
            Make(type, column, new ArrowBuffer(Decimals.LittleEndian(bytes, ((FixedSizeBinaryType)type).ByteWidth))),
        AlertBytesColumn bytes when type is FixedSizeBinaryType => Make(type, column, Values(bytes.Memory)),
        AlertBytesColumn bytes => Make(type, column, Copy(bytes.Offsets), Values(bytes.Memory)),
        AlertRecordColumn { Parts.Count: 0 } => Make(type, column, Packed(new bool[column.Count])),
        AlertRecordColumn => Make(type, column, [], [.. column.Parts.Select((part, i) => Of(part, ((StructType)type).Fields[i].DataType))]),
        AlertListColumn list => Make(type, column, [Copy(list.Offsets)], [Of(list.Items, ((ListType)type).ValueDataType)]),
        AlertMapColumn map => Make(type, column, [Copy(map.Offsets)], [Entries(map, (MapType)type)]),
        _ => throw new NotSupportedException($"{column.GetType()} is no column that Arrow knows"),
    };

    private static ArrayData Make(IArrowType type, AlertColumn column, params ArrowBuffer[] values) => Make(type, column, values, null);

    private static ArrayData Make(IArrowType type, AlertColumn column, ArrowBuffer[] values, ArrayData[]? children = null, ArrayData? dictionary = null)
    {
        // Without a null there is no need for bits that say so.
        var validity = column.NullCount == 0 ? ArrowBuffer.Empty : Copy(column.Validity);
        return new ArrayData(type, column.Count, column.NullCount, 0, [validity, .. values], children, dictionary);
    }

    private ArrayData Entries(AlertMapColumn map, MapType type) =>
        new(type.KeyValueType, map.Keys.Count, 0, 0, [ArrowBuffer.Empty], [Of(map.Keys, type.KeyField.DataType), Of(map.Values, type.ValueField.DataType)]);

    private static ArrayData Symbols(AvroEnumSchema symbols) => new StringArray.Builder().AppendRange(symbols.Symbols).Build().Data;

    private ArrowBuffer Values<T>(ReadOnlyMemory<T> values) where T : unmanaged =>
        isLent ? new ArrowBuffer(new CastMemory<T>(values).Memory) : Copy(values.Span);

    private static ArrowBuffer Copy<T>(ReadOnlySpan<T> values) where T : unmanaged => new(MemoryMarshal.AsBytes(values).ToArray());

    private static ArrowBuffer Packed(ReadOnlySpan<bool> values)
    {
        var bits = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i]) bits[i >> 3] |= (byte)(1 << (i & 7));
        }

        return new ArrowBuffer(bits);
    }
}
