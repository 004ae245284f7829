namespace FinkTyped.Filters;

/// <summary>Where names have led so far: a record, a field of one, or a value within something else.</summary>
/// <param name="Schema">The type there, without null.</param>
/// <param name="Record">The record, where it is one, or whose field it is.</param>
/// <param name="Field">The field; -1 where it is none.</param>
/// <param name="Value">Where a value is found that is no field.</param>
internal readonly record struct Target(AvroSchema Schema, RecordSource? Record, int Field, ValueSource? Value)
{
    /// <summary>The record that stands there.</summary>
    public RecordSource AsRecord() => Field >= 0 ? RecordOfField() : Record ?? new ValueRecord(Value!);

    /// <summary>The value that stands there, as a view of any type.</summary>
    public ValueSource AsValue() => Value ?? new FieldOfRecord(Record!, Field);

    private RecordSource RecordOfField() => Record is ScopeRecord { IsAlert: true } ? new AlertFieldRecord(Field) : new FieldRecord(Record!, Field);
}
