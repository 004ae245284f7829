using System.ComponentModel;

namespace FinkTyped.Generated;

/// <summary>
/// What generated code says of the fields of a record: which of them are of which type. Constants, so that asking for a field of a type costs
/// nothing where the compiler sees both. That they tell the truth is checked once, against the compiled schema (<see cref="RecordFields{TFields}"/>):
/// they have to say the same ever after.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRecordFields
{
    /// <summary>The compiled schema of the record.</summary>
    static abstract AvroSchema Schema { get; }

    /// <summary>
    /// How many fields, from the first on, the constants speak of: at most as many as the record has. Those behind are looked up in the schema each time.
    /// </summary>
    static virtual int Count => 0;

    /// <summary>Whether a field is a boolean, or null.</summary>
    static virtual bool IsBoolean(int field) => false;

    /// <summary>Whether a field is an int or an enum, or null.</summary>
    static virtual bool IsInt(int field) => false;

    /// <summary>Whether a field is a long, or null.</summary>
    static virtual bool IsLong(int field) => false;

    /// <summary>Whether a field is a float, or null.</summary>
    static virtual bool IsFloat(int field) => false;

    /// <summary>Whether a field is a double, or null.</summary>
    static virtual bool IsDouble(int field) => false;

    /// <summary>Whether a field is text, or null.</summary>
    static virtual bool IsString(int field) => false;

    /// <summary>Whether a field is bytes, or null.</summary>
    static virtual bool IsBytes(int field) => false;
}
