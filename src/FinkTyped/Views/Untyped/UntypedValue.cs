using FinkTyped.Generated;

namespace FinkTyped;

/// <summary>Values whose type is known only from their schema, as what was asked for; null for null, and for a union's branch of another type.</summary>
internal static class UntypedValue
{
    /// <summary>Whether a value is null, be it as a branch of a union of several types.</summary>
    public static bool IsNull(AvroValueView value) => Plain(value) is { IsNull: true } or { Schema.Type: AvroType.Null };

    public static bool? Boolean(AvroValueView value)
    {
        value = Plain(value);
        return value is { IsNull: false, Schema.Type: AvroType.Boolean } ? value.Scalar<bool>() : null;
    }

    public static long? Long(AvroValueView value)
    {
        value = Plain(value);
        if (value.IsNull) return null;
        return value.Schema!.Type switch
        {
            AvroType.Int => value.Scalar<int>(),
            AvroType.Long => value.Scalar<long>(),
            _ => null,
        };
    }

    // Not by way of a double, which would quieten a NaN.
    public static double? Double(AvroValueView value)
    {
        value = Plain(value);
        if (value.IsNull) return null;
        return value.Schema!.Type switch
        {
            AvroType.Double => value.Scalar<double>(),
            AvroType.Float => value.Scalar<float>(),
            AvroType.Int => value.Scalar<int>(),
            AvroType.Long => value.Scalar<long>(),
            _ => null,
        };
    }

    public static float? Float(AvroValueView value)
    {
        value = Plain(value);
        return value is { IsNull: false, Schema.Type: AvroType.Float } ? value.Scalar<float>() : null;
    }

    public static AvroString Text(AvroValueView value)
    {
        value = Plain(value);
        if (value.IsNull) return default;
        return value.Schema switch
        {
            AvroEnumSchema symbols => Symbol(symbols, value.Scalar<int>()),
            { Type: AvroType.String } => value.Text(),
            _ => default,
        };
    }

    public static AvroBytesView Bytes(AvroValueView value)
    {
        value = Plain(value);
        if (value.IsNull) return default;
        return value.Schema switch
        {
            { Type: AvroType.Fixed or AvroType.Bytes } => value.Bytes(),
            _ => default,
        };
    }

    public static AvroString Symbol(AvroEnumSchema schema, int index)
    {
        var symbols = schema.SymbolsAsJson;
        // Checked when it was walked over; bytes that changed since are no reason for another exception.
        if ((uint)index >= (uint)symbols.Length) throw new AvroException($"the index {index} of an enum of {symbols.Length} symbols");
        return new AvroString(symbols[index].AsSpan()[1..^1]);
    }

    private static AvroValueView Plain(AvroValueView value) =>
        value is { IsNull: false, Schema.Type: AvroType.Union } ? value.Branch(out _) : value;
}
