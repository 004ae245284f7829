using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// Encodes the defaults of a reader's fields. By the specification the default of a union is of its first branch; in practice it is of any,
/// so the first that fits is taken. Fields a record's default leaves out get their own defaults.
/// </summary>
internal sealed class DefaultEncoder(AvroLimits limits)
{
    // Trying one branch after another, at every level, could take for ever on a schema made for it.
    private const int MaxSteps = 1_000_000;

    private readonly Dictionary<AvroField, (byte[]? Encoded, string Fault)> _known = [];
    private ArrayBufferWriter<byte> _output = new();
    private int _steps;

    /// <summary>Encodes the default of a field that has one.</summary>
    public bool TryEncode(AvroField field, [NotNullWhen(true)] out byte[]? encoded, out string fault)
    {
        if (!_known.TryGetValue(field, out var known))
        {
            _output.ResetWrittenCount();
            _steps = 0;
            fault = "";
            var fits = Write(field.Schema, field.Default!.Value, 0, ref fault);
            known = fits ? (_output.WrittenSpan.ToArray(), "") : (null, fault);
            _known.Add(field, known);
        }

        (encoded, fault) = known;
        return encoded is not null;
    }

    /// <summary>The encoded null of a type that allows it; null for others.</summary>
    public static byte[]? EncodeNull(AvroSchema schema)
    {
        if (schema.Type == AvroType.Null) return [];
        if (schema is not AvroUnionSchema union) return null;
        for (var i = 0; i < union.Branches.Count; i++)
        {
            if (union.Branches[i].Type == AvroType.Null) return EncodeIndex(i);
        }

        return null;
    }

    /// <summary>The encoded index of a union's branch.</summary>
    public static byte[] EncodeIndex(int index)
    {
        var output = new ArrayBufferWriter<byte>(16);
        var writer = new AvroWriter(output);
        writer.WriteUnionIndex(index);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private bool Write(AvroSchema schema, JsonElement value, int depth, ref string fault)
    {
        if (depth > limits.MaxDepth) return Refuse("it is nested too deep", ref fault);
        if (++_steps > MaxSteps || _output.WrittenCount > limits.MaxBytes) return Refuse("it is too large", ref fault);
        switch (schema)
        {
            case AvroUnionSchema union:
                return WriteUnion(union, value, depth, ref fault);
            case AvroRecordSchema record when value.ValueKind == JsonValueKind.Object:
                return WriteRecord(record, value, depth, ref fault);
            case AvroArraySchema array when value.ValueKind == JsonValueKind.Array:
                return WriteArray(array, value, depth, ref fault);
            case AvroMapSchema map when value.ValueKind == JsonValueKind.Object:
                return WriteMap(map, value, depth, ref fault);
            default:
                var writer = new AvroWriter(_output);
                var fits = TryWriteScalar(ref writer, schema, value);
                if (fits) writer.Flush();
                return fits || Refuse($"{Shorten(value)} is no {SchemaWords.Describe(schema)}", ref fault);
        }
    }

    private bool WriteUnion(AvroUnionSchema union, JsonElement value, int depth, ref string fault)
    {
        var outer = _output;
        for (var i = 0; i < union.Branches.Count; i++)
        {
            // A branch that fits only in part leaves nothing behind.
            _output = new ArrayBufferWriter<byte>();
            _output.Write(EncodeIndex(i));
            var reason = "";
            var fits = Write(union.Branches[i], value, depth + 1, ref reason);
            var attempt = _output;
            _output = outer;
            if (!fits) continue;
            _output.Write(attempt.WrittenSpan);
            return true;
        }

        return Refuse($"{Shorten(value)} fits no branch of {SchemaWords.Describe(union)}", ref fault);
    }

    private bool WriteRecord(AvroRecordSchema record, JsonElement value, int depth, ref string fault)
    {
        foreach (var field in record.Fields)
        {
            if (!value.TryGetProperty(field.Name, out var member))
            {
                if (field.Default is null) return Refuse($"it lacks '{field.Name}', which has no default of its own", ref fault);
                member = field.Default.Value;
            }

            if (!Write(field.Schema, member, depth + 1, ref fault)) return false;
        }

        return true;
    }

    private bool WriteArray(AvroArraySchema array, JsonElement value, int depth, ref string fault)
    {
        WriteCount(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (!Write(array.Items, item, depth + 1, ref fault)) return false;
        }

        if (value.GetArrayLength() > 0) WriteCount(0);
        return true;
    }

    private bool WriteMap(AvroMapSchema map, JsonElement value, int depth, ref string fault)
    {
        var count = value.EnumerateObject().Count();
        WriteCount(count);
        foreach (var entry in value.EnumerateObject())
        {
            var writer = new AvroWriter(_output);
            writer.WriteString(entry.Name);
            writer.Flush();
            if (!Write(map.Values, entry.Value, depth + 1, ref fault)) return false;
        }

        if (count > 0) WriteCount(0);
        return true;
    }

    private void WriteCount(int count)
    {
        var writer = new AvroWriter(_output);
        writer.WriteLong(count);
        writer.Flush();
    }

    private static bool TryWriteScalar(ref AvroWriter writer, AvroSchema schema, JsonElement value)
    {
        switch (schema.Type)
        {
            case AvroType.Null:
                return value.ValueKind == JsonValueKind.Null;
            case AvroType.Boolean when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetBoolean());
                return true;
            case AvroType.Int when TryGetInteger(value, out var number) && number is >= int.MinValue and <= int.MaxValue:
                writer.WriteInt((int)number);
                return true;
            case AvroType.Long when TryGetInteger(value, out var number):
                writer.WriteLong(number);
                return true;
            case AvroType.Float when TryGetNumber(value, out var number):
                var single = value.ValueKind == JsonValueKind.Number ? value.GetSingle() : (float)number;
                if (float.IsInfinity(single) && double.IsFinite(number)) return false;
                writer.WriteFloat(single);
                return true;
            case AvroType.Double when TryGetNumber(value, out var number):
                writer.WriteDouble(number);
                return true;
            case AvroType.String when value.ValueKind == JsonValueKind.String:
                writer.WriteString(value.GetString()!);
                return true;
            case AvroType.Bytes when TryGetBytes(value, out var bytes):
                writer.WriteBytes(bytes);
                return true;
            case AvroType.Fixed when TryGetBytes(value, out var bytes) && bytes.Length == ((AvroFixedSchema)schema).Size:
                writer.WriteFixed(bytes);
                return true;
            case AvroType.Enum when value.ValueKind == JsonValueKind.String && FindSymbol((AvroEnumSchema)schema, value) is >= 0 and var index:
                writer.WriteEnumIndex(index);
                return true;
            default:
                return false;
        }
    }

    private static int FindSymbol(AvroEnumSchema schema, JsonElement value)
    {
        for (var i = 0; i < schema.Symbols.Count; i++)
        {
            if (value.ValueEquals(schema.Symbols[i])) return i;
        }

        return -1;
    }

    /// <summary>A whole number, also when written as 1.0 or 1e3.</summary>
    private static bool TryGetInteger(JsonElement value, out long number)
    {
        number = 0;
        if (value.ValueKind != JsonValueKind.Number) return false;
        if (value.TryGetInt64(out number)) return true;
        if (!value.TryGetDecimal(out var exact) || exact != decimal.Truncate(exact)) return false;
        if (exact is < long.MinValue or > long.MaxValue) return false;
        number = (long)exact;
        return true;
    }

    private static bool TryGetNumber(JsonElement value, out double number)
    {
        number = 0;
        // What is beyond all doubles is no number of theirs: the infinities are texts.
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetDouble(out number) && double.IsFinite(number);
        if (value.ValueKind != JsonValueKind.String) return false;
        if (value.ValueEquals("NaN"u8)) number = double.NaN;
        else if (value.ValueEquals("Infinity"u8)) number = double.PositiveInfinity;
        else if (value.ValueEquals("-Infinity"u8)) number = double.NegativeInfinity;
        else return false;
        return true;
    }

    /// <summary>Bytes stand in JSON as text whose characters, U+0000 to U+00FF, are the bytes.</summary>
    private static bool TryGetBytes(JsonElement value, out byte[] bytes)
    {
        bytes = [];
        if (value.ValueKind != JsonValueKind.String) return false;
        var text = value.GetString()!;
        if (text.Any(c => c > 0xFF)) return false;
        bytes = Encoding.Latin1.GetBytes(text);
        return true;
    }

    private static string Shorten(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static bool Refuse(string reason, ref string fault)
    {
        if (fault.Length == 0) fault = reason;
        return false;
    }
}
