using System.Numerics;

namespace FinkTyped.Columns.Parquet;

/// <summary>How values are stored, by Parquet's numbers.</summary>
internal enum ParquetType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Float = 4,
    Double = 5,
    Bytes = 6,
    FixedBytes = 7,
}

/// <summary>A column of the file: one that holds values.</summary>
/// <param name="Path">The names that lead to it.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="IsOptional">Whether a value may be null.</param>
internal sealed record ParquetLeaf(IReadOnlyList<string> Path, ParquetType Type, bool IsOptional)
{
    // Readers know decimals of 128 bits; those of more digits are the bytes they are.
    private const int MostDigits = 38;

    public static ParquetLeaf Of(AlertColumn column, IReadOnlyList<string> path) =>
        new(path, TypeOf(column), column.IsNullable || column.Schema.Type is AvroType.Null or AvroType.Record);

    /// <summary>Whether the bytes of a column are written as a decimal.</summary>
    public static bool IsDecimal(AlertColumn column) => column is AlertBytesColumn { Schema.LogicalType: { Name: "decimal", Precision: <= MostDigits } };

    /// <summary>Whether the bytes of a column are an identifier that is written as the text it is known by.</summary>
    public static bool IsUuid(AlertColumn column) => column.Schema is AvroFixedSchema { LogicalType.Name: "uuid" };

    /// <summary>The bytes of a decimal: as few as hold all its digits and the sign.</summary>
    public static int WidthOf(AvroLogicalType type) => (int)(BigInteger.Pow(10, type.Precision).GetBitLength() / 8) + 1;

    public static ParquetAnnotation? AnnotationOf(AlertColumn column) => column.Schema.Type switch
    {
        _ when IsDecimal(column) => ParquetAnnotation.Decimal(column.Schema.LogicalType!.Precision, column.Schema.LogicalType.Scale),
        AvroType.String or AvroType.Enum => ParquetAnnotation.Text,
        _ when IsUuid(column) => ParquetAnnotation.Text,
        _ => ParquetAnnotation.Of(column.Schema.LogicalType),
    };

    private static ParquetType TypeOf(AlertColumn column) => column.Schema.Type switch
    {
        _ when IsDecimal(column) => ParquetType.FixedBytes,
        AvroType.Int => ParquetType.Int32,
        AvroType.Long => ParquetType.Int64,
        AvroType.Float => ParquetType.Float,
        AvroType.Double => ParquetType.Double,
        AvroType.String or AvroType.Enum or AvroType.Bytes or AvroType.Fixed => ParquetType.Bytes,
        // Nothing at all, or a record without fields.
        _ => ParquetType.Boolean,
    };
}
