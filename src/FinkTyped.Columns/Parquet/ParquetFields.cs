using global::Parquet.Schema;

namespace FinkTyped.Columns.Parquet;

/// <summary>The Parquet field of each column.</summary>
internal static class ParquetFields
{
    // More digits than 16 bytes hold are more than the package writes.
    private const int MostDigits = 38;

    public static Field Of(AlertColumn column, string? name = null)
    {
        name ??= column.Name;
        return column switch
        {
            AlertRecordColumn { Parts.Count: > 0 } => new StructField(name, [.. column.Parts.Select(p => Of(p))]),
            AlertListColumn list => new ListField(name, Of(list.Items, ListField.ElementName)),
            AlertMapColumn map => new MapField(name, Of(map.Keys), Of(map.Values)),
            AlertBytesColumn bytes when IsDecimal(bytes) =>
                new BigDecimalDataField(name, column.Schema.LogicalType!.Precision, column.Schema.LogicalType.Scale, column.IsNullable),
            _ => new DataField(name, TypeOf(column), column.IsNullable || column.Schema.Type is AvroType.Null or AvroType.Record),
        };
    }

    /// <summary>The columns that hold the values of one, in the order of the file.</summary>
    public static IEnumerable<AlertColumn> Leaves(AlertColumn column) => column.Parts.Count == 0 ? [column] : column.Parts.SelectMany(Leaves);

    /// <summary>Whether the bytes of a column are written as a decimal.</summary>
    public static bool IsDecimal(AlertBytesColumn column) => column.Schema.LogicalType is { Name: "decimal", Precision: <= MostDigits };

    /// <summary>Whether the bytes of a column are an identifier that is written as the text it is known by.</summary>
    public static bool IsUuid(AlertBytesColumn column) => column.Schema is AvroFixedSchema { LogicalType.Name: "uuid" };

    private static Type TypeOf(AlertColumn column) => column.Schema.Type switch
    {
        AvroType.Int => typeof(int),
        AvroType.Long => typeof(long),
        AvroType.Float => typeof(float),
        AvroType.Double => typeof(double),
        AvroType.String or AvroType.Enum => typeof(string),
        AvroType.Fixed when IsUuid((AlertBytesColumn)column) => typeof(string),
        AvroType.Bytes or AvroType.Fixed => typeof(byte[]),
        // Nothing at all, or a record without fields.
        _ => typeof(bool),
    };
}
