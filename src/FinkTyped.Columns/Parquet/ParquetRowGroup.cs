using System.Text;
using global::Parquet;
using global::Parquet.Data;
using global::Parquet.Schema;

namespace FinkTyped.Columns.Parquet;

/// <summary>Writes columns as one row group.</summary>
internal sealed class ParquetRowGroup(ParquetRowGroupWriter writer, IReadOnlyList<DataField> fields, CancellationToken stop)
{
    private int _next;
    private AlertListColumn? _list;
    private ParquetLevels? _outer;
    private ParquetLevels? _items;

    public async Task WriteAsync(AlertColumns columns)
    {
        var levels = ParquetLevels.Of(columns.Count);
        foreach (var column in columns.Columns) await WriteAsync(column, levels).ConfigureAwait(false);
        writer.CompleteValidate();
    }

    private async Task WriteAsync(AlertColumn column, ParquetLevels levels)
    {
        switch (column)
        {
            case AlertRecordColumn { Parts.Count: > 0 }:
                var within = levels.Within(column);
                foreach (var part in column.Parts) await WriteAsync(part, within).ConfigureAwait(false);
                break;
            case AlertListColumn list:
                await WriteAsync(list.Items, ItemsOf(list, levels)).ConfigureAwait(false);
                break;
            case AlertMapColumn map:
                var entries = levels.Within(column).Items(map.Offsets);
                await WriteAsync(map.Keys, entries).ConfigureAwait(false);
                await WriteAsync(map.Values, entries).ConfigureAwait(false);
                break;
            case AlertNumberColumn<bool> numbers:
                await WriteAsync(column, numbers.Memory, levels).ConfigureAwait(false);
                break;
            case AlertNumberColumn<int> { Schema: AvroEnumSchema symbols } indexes:
                var texts = symbols.Symbols.Select(s => s.AsMemory()).ToArray();
                await WriteAsync<ReadOnlyMemory<char>>(column, Array.ConvertAll(indexes.Values.ToArray(), i => texts.Length == 0 ? ReadOnlyMemory<char>.Empty : texts[i]), levels).ConfigureAwait(false);
                break;
            case AlertNumberColumn<int> numbers:
                await WriteAsync(column, numbers.Memory, levels).ConfigureAwait(false);
                break;
            case AlertNumberColumn<long> numbers:
                await WriteAsync(column, numbers.Memory, levels).ConfigureAwait(false);
                break;
            case AlertNumberColumn<float> numbers:
                await WriteAsync(column, numbers.Memory, levels).ConfigureAwait(false);
                break;
            case AlertNumberColumn<double> numbers:
                await WriteAsync(column, numbers.Memory, levels).ConfigureAwait(false);
                break;
            case AlertBytesColumn bytes when ParquetFields.IsDecimal(bytes):
                await WriteAsync<BigDecimal>(column, DecimalsOf(bytes), levels).ConfigureAwait(false);
                break;
            case AlertBytesColumn bytes when ParquetFields.IsUuid(bytes):
                await WriteAsync<ReadOnlyMemory<char>>(column, Uuids(bytes), levels).ConfigureAwait(false);
                break;
            case AlertBytesColumn { Schema.Type: AvroType.String } bytes:
                await WriteAsync<ReadOnlyMemory<char>>(column, Texts(bytes), levels).ConfigureAwait(false);
                break;
            case AlertBytesColumn bytes:
                await WriteAsync<ReadOnlyMemory<byte>>(column, Bytes(bytes), levels).ConfigureAwait(false);
                break;
            default:
                await WriteAsync<bool>(column, new bool[column.Count], levels).ConfigureAwait(false);
                break;
        }
    }

    // Columns of one array have the same places, which take longer to find than most values to write.
    private ParquetLevels ItemsOf(AlertListColumn list, ParquetLevels levels)
    {
        if (_list is { } last && ReferenceEquals(_outer, levels) && last.Offsets.SequenceEqual(list.Offsets) && last.Validity.SequenceEqual(list.Validity)) return _items!;
        (_list, _outer, _items) = (list, levels, levels.Within(list).Items(list.Offsets));
        return _items;
    }

    private Task WriteAsync<T>(AlertColumn column, ReadOnlyMemory<T> values, ParquetLevels levels) where T : struct
    {
        var field = fields[_next++];
        var places = field.IsNullable ? levels.Within(column) : levels;
        var definitions = field.MaxDefinitionLevel == 0 ? default(ReadOnlyMemory<int>?) : places.Definitions.AsMemory();
        var repetitions = places.Repetitions is null ? default(ReadOnlyMemory<int>?) : places.Repetitions.AsMemory();
        return writer.WriteAllPartsAsync(field, There(values, places), definitions, repetitions, stop);
    }

    // What is null has no value in the file.
    private static ReadOnlyMemory<T> There<T>(ReadOnlyMemory<T> values, ParquetLevels places)
    {
        if (places.Indexes is not { } indexes) return values;
        var there = GC.AllocateUninitializedArray<T>(indexes.Length);
        var from = values.Span;
        var count = 0;
        foreach (var index in indexes)
        {
            if (index >= 0) there[count++] = from[index];
        }

        return there.AsMemory(0, count);
    }

    private static ReadOnlyMemory<char>[] Texts(AlertBytesColumn column)
    {
        var characters = GC.AllocateUninitializedArray<char>(column.Values.Length);
        var texts = new ReadOnlyMemory<char>[column.Count];
        var at = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var length = Encoding.UTF8.GetChars(column[i], characters.AsSpan(at));
            texts[i] = characters.AsMemory(at, length);
            at += length;
        }

        return texts;
    }

    private static BigDecimal[] DecimalsOf(AlertBytesColumn column)
    {
        var (type, end) = (column.Schema.LogicalType!, Decimals.EndOf(column));
        var values = new BigDecimal[column.Count];
        for (var i = 0; i < values.Length; i++) values[i] = new BigDecimal(Decimals.Of(column, i, end), type.Precision, type.Scale);
        return values;
    }

    private static ReadOnlyMemory<char>[] Uuids(AlertBytesColumn column)
    {
        var texts = new ReadOnlyMemory<char>[column.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = new Guid(column[i], bigEndian: true).ToString().AsMemory();
        return texts;
    }

    private static ReadOnlyMemory<byte>[] Bytes(AlertBytesColumn column)
    {
        var values = new ReadOnlyMemory<byte>[column.Count];
        for (var i = 0; i < values.Length; i++) values[i] = column.Memory[column.Offsets[i]..column.Offsets[i + 1]];
        return values;
    }
}
