using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace FinkTyped.Columns.Arrow;

/// <summary>Copies columns into arrays that Arrow owns.</summary>
internal static class ArrowData
{
    public static IArrowArray ArrayOf(AlertColumn column) => ArrowArrayFactory.BuildArray(Of(column));

    private static ArrayData Of(AlertColumn column)
    {
        var type = ArrowTypes.TypeOf(column);
        return column switch
        {
            AlertNumberColumn<bool> booleans => Make(type, column, Packed(booleans.Values)),
            AlertNumberColumn<int> { Schema: AvroEnumSchema symbols } indexes => Make(type, column, [Copy(indexes.Values)], dictionary: Symbols(symbols)),
            AlertNumberColumn<int> numbers => Make(type, column, Copy(numbers.Values)),
            AlertNumberColumn<long> numbers => Make(type, column, Copy(numbers.Values)),
            AlertNumberColumn<float> numbers => Make(type, column, Copy(numbers.Values)),
            AlertNumberColumn<double> numbers => Make(type, column, Copy(numbers.Values)),
            AlertBytesColumn bytes when type is FixedSizeBinaryType => Make(type, column, Copy(bytes.Values)),
            AlertBytesColumn bytes => Make(type, column, Copy(bytes.Offsets), Copy(bytes.Values)),
            AlertRecordColumn { Parts.Count: 0 } => Make(type, column, Packed(new bool[column.Count])),
            AlertRecordColumn => Make(type, column, [], [.. column.Parts.Select(Of)]),
            AlertListColumn list => Make(type, column, [Copy(list.Offsets)], [Of(list.Items)]),
            AlertMapColumn map => Make(type, column, [Copy(map.Offsets)], [Entries(map, (MapType)type)]),
            _ => throw new NotSupportedException($"{column.GetType()} is no column that Arrow knows"),
        };
    }

    private static ArrayData Make(IArrowType type, AlertColumn column, params ArrowBuffer[] values) => Make(type, column, values, null);

    private static ArrayData Make(IArrowType type, AlertColumn column, ArrowBuffer[] values, ArrayData[]? children = null, ArrayData? dictionary = null)
    {
        // Without a null there is no need for bits that say so.
        var validity = column.NullCount == 0 ? ArrowBuffer.Empty : Copy(column.Validity);
        return new ArrayData(type, column.Count, column.NullCount, 0, [validity, .. values], children, dictionary);
    }

    private static ArrayData Entries(AlertMapColumn map, MapType type) =>
        new(type.KeyValueType, map.Keys.Count, 0, 0, [ArrowBuffer.Empty], [Of(map.Keys), Of(map.Values)]);

    private static ArrayData Symbols(AvroEnumSchema symbols) => new StringArray.Builder().AppendRange(symbols.Symbols).Build().Data;

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
