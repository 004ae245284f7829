using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FinkTyped;

/// <summary>
/// Writes any datum as JSON from its writer schema alone: one object without line breaks, field names as in the schema and in its order.
/// Unions hold the bare value; enums their symbol; maps are objects (of a key that comes twice, the last value counts); bytes and fixed are
/// <c>{"$bytes":LENGTH,"sha256":"HEX"}</c> or as <see cref="AvroJsonOptions.Bytes"/> says; 64-bit integers are JSON integers; a float is the
/// shortest text that reads back to the same float or double; NaN and infinities are the strings "NaN", "Infinity" and "-Infinity".
/// </summary>
public static class AvroJson
{
    /// <summary>Writes a datum to a buffer writer. Nothing is written when the datum is malformed.</summary>
    /// <param name="output">Where the JSON goes, as UTF-8.</param>
    /// <param name="writer">The schema the datum was written with.</param>
    /// <param name="datum">The encoded datum, and nothing after it.</param>
    /// <param name="options">How to write bytes, and bounds; <see cref="AvroJsonOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">The datum is malformed: offset and field path say where.</exception>
    /// <exception cref="SchemaResolutionException">The writer's schema cannot be resolved to the reader's.</exception>
    public static void Write(IBufferWriter<byte> output, AvroSchema writer, ReadOnlySpan<byte> datum, AvroJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var text = Interpret(writer, output.GetSpan(), datum, options ?? AvroJsonOptions.Default);
        if (text.IsInPlace) output.Advance(text.Length);
        else output.Write(text.Written);
    }

    /// <summary>Writes a datum as the next value of a JSON writer, compact whatever the writer's options.</summary>
    /// <inheritdoc cref="Write(IBufferWriter{byte}, AvroSchema, ReadOnlySpan{byte}, AvroJsonOptions?)"/>
    public static void Write(Utf8JsonWriter output, AvroSchema writer, ReadOnlySpan<byte> datum, AvroJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var text = Interpret(writer, default, datum, options ?? AvroJsonOptions.Default);
        output.WriteRawValue(text.Written, skipInputValidation: true);
    }

    /// <summary>A datum as JSON text.</summary>
    /// <inheritdoc cref="Write(IBufferWriter{byte}, AvroSchema, ReadOnlySpan{byte}, AvroJsonOptions?)"/>
    public static string ToString(AvroSchema writer, ReadOnlySpan<byte> datum, AvroJsonOptions? options = null)
    {
        using var text = Interpret(writer, default, datum, options ?? AvroJsonOptions.Default);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>
    /// Writes one value of a datum, of a path through an array the values of all items as an array; null where it is null.
    /// </summary>
    /// <param name="output">Where the JSON goes, as UTF-8.</param>
    /// <param name="view">The datum, or an item of it.</param>
    /// <param name="path">The path of the value, looked up in the view's plan.</param>
    /// <param name="options">How to write bytes, and bounds (no reader's schema); <see cref="AvroJsonOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">The bytes disagree with their schema, at an offset of the datum.</exception>
    public static void Write(IBufferWriter<byte> output, DatumView view, BoundPath path, AvroJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(path);
        if (path.Item is { } next)
        {
            var items = view.Items(path);
            if (items.IsNull)
            {
                output.Write("null"u8);
                return;
            }

            var isFirst = true;
            output.Write("["u8);
            foreach (var item in items)
            {
                if (!isFirst) output.Write(","u8);
                isFirst = false;
                Write(output, item, next, options);
            }

            output.Write("]"u8);
            return;
        }

        if (!view.TryOpen(path, out var reader))
        {
            output.Write("null"u8);
            return;
        }

        try
        {
            using var text = JsonInterpreter.Write(path.Schema, output.GetSpan(), reader.From(reader.Position), options ?? AvroJsonOptions.Default, isWhole: false);
            if (text.IsInPlace) output.Advance(text.Length);
            else output.Write(text.Written);
        }
        catch (AvroException fault) when (fault.Offset is { } offset)
        {
            throw new AvroException(fault.Reason, reader.Position + offset, null, fault);
        }
    }

    private static JsonText Interpret(AvroSchema writer, Span<byte> output, ReadOnlySpan<byte> datum, AvroJsonOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var resolver = options.ReaderSchema is null ? null : DatumResolver.For(writer, options.ReaderSchema, options.Resolution);
        var isOffsetOfDatum = true;
        try
        {
            if (resolver is null) return JsonInterpreter.Write(writer, output, datum, options);
            using var resolved = resolver.Resolve(datum);
            isOffsetOfDatum = false;
            return JsonInterpreter.Write(resolver.ReaderSchema, output, resolved.Span, options);
        }
        catch (AvroException fault)
        {
            throw DatumFaults.Locate(fault, writer, datum, options.Limits, isOffsetOfDatum);
        }
    }
}
