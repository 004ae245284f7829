namespace FinkTyped;

/// <summary>A text is no valid Avro schema. The message says what is wrong and at which line and column.</summary>
public sealed class AvroSchemaException : AvroException
{
    /// <summary>Makes an exception with a reason and its place in the schema's text.</summary>
    /// <param name="reason">What is wrong, in one sentence without a full stop.</param>
    /// <param name="line">The line in the schema's text, from 1.</param>
    /// <param name="column">The column in characters, from 1.</param>
    /// <param name="offset">The offset in bytes of the UTF-8 text, from 0.</param>
    /// <param name="fieldPath">The field whose type is at fault; null where the fault is not in a field.</param>
    /// <param name="innerException">The exception that revealed the fault.</param>
    public AvroSchemaException(
        string reason, int line, int column, long? offset = null, string? fieldPath = null, Exception? innerException = null)
        : base(reason, offset, fieldPath, innerException)
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line in the schema's text, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in characters (UTF-16 code units, as editors count), from 1.</summary>
    public int Column { get; }

    /// <inheritdoc/>
    public override string Message => FieldPath is null
        ? $"{Reason} (line {Line}, column {Column} of the schema)"
        : $"{Reason} (line {Line}, column {Column} of the schema, field {FieldPath})";
}
