using Apache.Arrow;
using Apache.Arrow.Types;

namespace FinkTyped.Columns.Arrow;

/// <summary>The Arrow type of each column.</summary>
internal static class ArrowTypes
{
    public static Field FieldOf(AlertColumn column)
    {
        var metadata = column.Doc is null ? null : new Dictionary<string, string> { ["doc"] = column.Doc };
        return new Field(column.Name, TypeOf(column), column.IsNullable || column.Schema.Type == AvroType.Null, metadata);
    }

    public static IArrowType TypeOf(AlertColumn column) => column switch
    {
        // A struct must have a field; what is left to tell of a record without any is whether it is there.
        AlertRecordColumn { Parts.Count: 0 } => BooleanType.Default,
        AlertRecordColumn => new StructType([.. column.Parts.Select(FieldOf)]),
        AlertListColumn list => new ListType(FieldOf(list.Items)),
        AlertMapColumn map => new MapType(FieldOf(map.Keys), FieldOf(map.Values)),
        _ => column.Schema.Type switch
        {
            AvroType.Boolean or AvroType.Null => BooleanType.Default,
            AvroType.Int => Int32Type.Default,
            AvroType.Long => Int64Type.Default,
            AvroType.Float => FloatType.Default,
            AvroType.Double => DoubleType.Default,
            AvroType.String => StringType.Default,
            AvroType.Enum => new DictionaryType(Int32Type.Default, StringType.Default, ordered: false),
            // Arrow has none of no bytes.
            AvroType.Fixed when ((AvroFixedSchema)column.Schema).Size is > 0 and var size => new FixedSizeBinaryType(size),
            _ => BinaryType.Default,
        },
    };
}
