using FinkTyped.Generated;

namespace FinkTyped.Surveys.Tests.WrongUse;

/// <summary>Says the truth of every field of a record, and speaks of more fields than it has.</summary>
internal readonly struct Boaster<TRecord> : IRecordFields where TRecord : class, IAvroRecord<TRecord>
{
    public static AvroSchema Schema => TRecord.Schema;

    public static int Count => int.MaxValue;

    public static bool IsBoolean(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Boolean);

    public static bool IsInt(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Int);

    public static bool IsLong(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Long);

    public static bool IsFloat(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Float);

    public static bool IsDouble(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Double);

    public static bool IsString(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.String);

    public static bool IsBytes(int field) => FieldTruth<TRecord>.MayBe(field, AvroType.Bytes);
}

/// <summary>Says the same, but not of how many fields it speaks.</summary>
internal readonly struct Mumbler<TRecord> : IRecordFields where TRecord : class, IAvroRecord<TRecord>
{
    public static AvroSchema Schema => TRecord.Schema;

    public static bool IsInt(int field) => Boaster<TRecord>.IsInt(field);

    public static bool IsLong(int field) => Boaster<TRecord>.IsLong(field);

    public static bool IsDouble(int field) => Boaster<TRecord>.IsDouble(field);

    public static bool IsString(int field) => Boaster<TRecord>.IsString(field);
}

internal static class FieldTruth<TRecord> where TRecord : class, IAvroRecord<TRecord>
{
    private static readonly IReadOnlyList<AvroField> Fields = ((AvroRecordSchema)TRecord.Schema).Fields;

    /// <summary>Whether a field is of a type. What is behind the last one, but for the next, is of every type.</summary>
    public static bool MayBe(int field, AvroType type) =>
        (uint)field < (uint)Fields.Count ? TypeOf(Fields[field].Schema) == type : (uint)field != (uint)Fields.Count;

    private static AvroType TypeOf(AvroSchema schema) =>
        schema is AvroUnionSchema union ? union.Branches.FirstOrDefault(b => b.Type != AvroType.Null)?.Type ?? AvroType.Null : schema.Type;
}
