namespace FinkTyped.Generators.Parsing;

/// <summary>Avro's types without parts.</summary>
internal enum PrimitiveKind
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
}
