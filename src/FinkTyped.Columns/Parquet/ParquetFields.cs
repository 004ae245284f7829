using global::Parquet.Schema;

namespace FinkTyped.Columns.Parquet;

/// <summary>The Parquet field of each column.</summary>
internal static class ParquetFields
{
    public static Field Of(AlertColumn column, string? name = null)
    {
        name ??= column.Name;
        return column switch
        {
            AlertRecordColumn { Parts.Count: > 0 } => new StructField(name, [.. column.Parts.Select(p => Of(p))]),
            AlertListColumn list => new ListField(name, Of(list.Items, ListField.ElementName)),
            // The package has no map whose keys are text that is never null.
            AlertMapColumn map => new ListField(name, new StructField(ListField.ElementName, Of(map.Keys), Of(map.Values))),
            _ => new DataField(name, TypeOf(column), column.IsNullable || column.Schema.Type is AvroType.Null or AvroType.Record),
        };
    }

    private static Type TypeOf(AlertColumn column) => column.Schema.Type switch
    {
        AvroType.Int => typeof(int),
        AvroType.Long => typeof(long),
        AvroType.Float => typeof(float),
        AvroType.Double => typeof(double),
        AvroType.String or AvroType.Enum => typeof(string),
        AvroType.Bytes or AvroType.Fixed => typeof(byte[]),
        // Nothing at all, or a record without fields.
        _ => typeof(bool),
    };
}
