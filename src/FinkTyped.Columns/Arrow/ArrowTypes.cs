using Apache.Arrow;
using Apache.Arrow.Types;

namespace FinkTyped.Columns.Arrow;

/// <summary>The Arrow type of each column.</summary>
internal static class ArrowTypes
{
    private const int Decimal128Digits = 38;
    private const int Decimal256Digits = 76;
    private const string Utc = "UTC";

    public static Field FieldOf(AlertColumn column)
    {
        var metadata = new Dictionary<string, string>();
        if (column.Doc is not null) metadata["doc"] = column.Doc;
        if (column.Schema is AvroFixedSchema { LogicalType.Name: "uuid" })
        {
            // What Arrow calls a canonical extension type: who does not know it sees its bytes.
            metadata["ARROW:extension:name"] = "arrow.uuid";
            metadata["ARROW:extension:metadata"] = "";
        }

        return new Field(column.Name, TypeOf(column), column.IsNullable || column.Schema.Type == AvroType.Null, metadata.Count == 0 ? null : metadata);
    }

    public static IArrowType TypeOf(AlertColumn column) => column switch
    {
        // A struct must have a field; what is left to tell of a record without any is whether it is there.
        AlertRecordColumn { Parts.Count: 0 } => BooleanType.Default,
        AlertRecordColumn => new StructType([.. column.Parts.Select(FieldOf)]),
        AlertListColumn list => new ListType(FieldOf(list.Items)),
        AlertMapColumn map => new MapType(FieldOf(map.Keys), FieldOf(map.Values)),
        _ => (column.Schema.LogicalType is { } logical ? LogicalTypeOf(logical) : null) ?? column.Schema.Type switch
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

    private static ArrowType? LogicalTypeOf(AvroLogicalType logical) => logical.Name switch
    {
        "date" => Date32Type.Default,
        "time-millis" => new Time32Type(TimeUnit.Millisecond),
        "time-micros" => new Time64Type(TimeUnit.Microsecond),
        "timestamp-millis" => new TimestampType(TimeUnit.Millisecond, Utc),
        "timestamp-micros" => new TimestampType(TimeUnit.Microsecond, Utc),
        "timestamp-nanos" => new TimestampType(TimeUnit.Nanosecond, Utc),
        "local-timestamp-millis" => new TimestampType(TimeUnit.Millisecond, (string?)null),
        "local-timestamp-micros" => new TimestampType(TimeUnit.Microsecond, (string?)null),
        "local-timestamp-nanos" => new TimestampType(TimeUnit.Nanosecond, (string?)null),
        "decimal" when logical.Precision <= Decimal128Digits => new Decimal128Type(logical.Precision, logical.Scale),
        "decimal" when logical.Precision <= Decimal256Digits => new Decimal256Type(logical.Precision, logical.Scale),
        // Text stays text, and what Arrow has no like of stays its bytes.
        _ => null,
    };
}
