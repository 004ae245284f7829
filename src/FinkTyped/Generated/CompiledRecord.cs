using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Generated;

/// <summary>The compiled schema of a generated record, once what its code says of the fields was found to be true.</summary>
internal static class CompiledRecord<TFields> where TFields : struct, IRecordFields
{
    /// <summary>The schema; null where the code says something else of its fields, and may look at no record at all.</summary>
    public static readonly AvroRecordSchema? Schema = TFields.Schema is AvroRecordSchema schema && Agrees(schema) ? schema : null;

    // Where a schema defines a record twice, both definitions are one C# type, and equal.
    private static AvroRecordSchema[] _equals = [];

    /// <summary>Throws unless a record of another schema instance has the same fields.</summary>
    /// <exception cref="InvalidOperationException">It has other fields.</exception>
    public static void Check(AvroRecordSchema record)
    {
        if (Schema is null) Throw($"the code for {TFields.Schema} was not generated from that schema");
        foreach (var known in Volatile.Read(ref _equals))
        {
            if (ReferenceEquals(known, record)) return;
        }

        if (!Schema.Equals(record)) Throw($"a view of {Schema.FullName} was asked for, of a record {record.FullName} of other fields");
        // Two threads may both write; the one that is lost is compared again.
        var equals = Volatile.Read(ref _equals);
        Volatile.Write(ref _equals, [.. equals.AsSpan(Math.Max(0, equals.Length - 7)), record]);
    }

    [DoesNotReturn]
    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static bool Agrees(AvroRecordSchema schema)
    {
        // Beyond the record's own fields are those of others.
        if ((uint)TFields.Count > (uint)schema.FieldArray.Length) return false;
        foreach (var field in schema.FieldArray)
        {
            var type = field.Schema.WithoutNull(out _).Type;
            var i = field.Index;
            if (TFields.IsBoolean(i) && type != AvroType.Boolean) return false;
            if (TFields.IsInt(i) && type is not (AvroType.Int or AvroType.Enum)) return false;
            if (TFields.IsLong(i) && type != AvroType.Long) return false;
            if (TFields.IsFloat(i) && type != AvroType.Float) return false;
            if (TFields.IsDouble(i) && type != AvroType.Double) return false;
            if (TFields.IsString(i) && type != AvroType.String) return false;
            if (TFields.IsBytes(i) && type != AvroType.Bytes) return false;
        }

        return true;
    }
}
