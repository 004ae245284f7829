using System.Buffers;

namespace FinkTyped.Tests.Resolution;

/// <summary>
/// A datum as a tree of plain objects: null, bool, int, long, float, double, string, byte[] (bytes and fixed), <see cref="Symbol"/>,
/// <see cref="Branch"/> (a union's value), List (array), list of pairs (map) and Dictionary by field name (record).
/// </summary>
internal static class Tree
{
    /// <summary>The values of a record by name; of a field that a schema of data has twice, it is the last one.</summary>
    public static Dictionary<string, object?> OfFields(AvroRecordSchema schema, Func<AvroField, object?> valueOf)
    {
        var tree = new Dictionary<string, object?>();
        foreach (var field in schema.Fields) tree[field.Name] = valueOf(field);
        return tree;
    }

    public static object? Read(AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits? limits = null)
    {
        var reader = new AvroReader(datum, limits);
        var value = Read(schema, ref reader);
        reader.EnsureEnd();
        return value;
    }

    public static byte[] Write(AvroSchema schema, object? value, Random? blocks = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(schema, value, output, blocks);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Text that is equal for equal trees only; floats by their bits.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        int i => $"{i}i",
        long l => $"{l}l",
        float f => $"{BitConverter.SingleToInt32Bits(f):x8}f({f})",
        double d => $"{BitConverter.DoubleToInt64Bits(d):x16}d({d})",
        string s => $"'{s}'",
        byte[] b => $"x{Convert.ToHexString(b)}",
        Symbol s => $"<{s.Name}>",
        Branch b => $"{b.Index}:{Show(b.Value)}",
        List<object?> items => $"[{string.Join(", ", items.Select(Show))}]",
        List<KeyValuePair<string, object?>> map => $"{{{string.Join(", ", map.Select(e => $"'{e.Key}'={Show(e.Value)}"))}}}",
        Dictionary<string, object?> record => $"({string.Join(", ", record.Select(e => $"{e.Key}={Show(e.Value)}"))})",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    /// <summary>Reads one value, of which others may follow.</summary>
    public static object? Read(AvroSchema schema, ref AvroReader reader)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                reader.Enter();
                var fields = new Dictionary<string, object?>();
                foreach (var field in record.Fields) fields.Add(field.Name, Read(field.Schema, ref reader));
                reader.Leave();
                return fields;
            case AvroEnumSchema symbols:
                return new Symbol(symbols.Symbols[reader.ReadEnumIndex(symbols.Symbols.Count)]);
            case AvroFixedSchema bytes:
                return reader.ReadFixedSpan(bytes.Size).ToArray();
            case AvroArraySchema array:
                reader.Enter();
                var items = new List<object?>();
                for (int count; (count = reader.ReadBlock(0, out var end)) > 0; reader.EndBlock(end))
                {
                    for (; count > 0; count--) items.Add(Read(array.Items, ref reader));
                }

                reader.Leave();
                return items;
            case AvroMapSchema map:
                reader.Enter();
                var entries = new List<KeyValuePair<string, object?>>();
                for (int count; (count = reader.ReadBlock(0, out var end)) > 0; reader.EndBlock(end))
                {
                    for (; count > 0; count--) entries.Add(new(reader.ReadString(), Read(map.Values, ref reader)));
                }

                reader.Leave();
                return entries;
            case AvroUnionSchema union:
                var index = reader.ReadUnionIndex(union.Branches.Count);
                return new Branch(index, Read(union.Branches[index], ref reader));
            default:
                return schema.Type switch
                {
                    AvroType.Null => null,
                    AvroType.Boolean => reader.ReadBoolean(),
                    AvroType.Int => reader.ReadInt(),
                    AvroType.Long => reader.ReadLong(),
                    AvroType.Float => reader.ReadFloat(),
                    AvroType.Double => reader.ReadDouble(),
                    AvroType.Bytes => reader.ReadBytesSpan().ToArray(),
                    _ => reader.ReadString(),
                };
        }
    }

    private static void Write(AvroSchema schema, object? value, ArrayBufferWriter<byte> output, Random? blocks)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.Fields) Write(field.Schema, ((Dictionary<string, object?>)value!)[field.Name], output, blocks);
                break;
            case AvroArraySchema array:
                WriteBlocks((List<object?>)value!, output, blocks, (item, to) => Write(array.Items, item, to, blocks));
                break;
            case AvroMapSchema map:
                WriteBlocks((List<KeyValuePair<string, object?>>)value!, output, blocks, (entry, to) =>
                {
                    Scalar(to, (ref w) => w.WriteString(entry.Key));
                    Write(map.Values, entry.Value, to, blocks);
                });
                break;
            case AvroUnionSchema union:
                var branch = (Branch)value!;
                Scalar(output, (ref w) => w.WriteUnionIndex(branch.Index));
                Write(union.Branches[branch.Index], branch.Value, output, blocks);
                break;
            case AvroEnumSchema symbols:
                Scalar(output, (ref w) => w.WriteEnumIndex(symbols.Symbols.ToList().IndexOf(((Symbol)value!).Name)));
                break;
            case AvroFixedSchema:
                Scalar(output, (ref w) => w.WriteFixed((byte[])value!));
                break;
            default:
                Scalar(output, (ref w) => WritePrimitive(ref w, value));
                break;
        }
    }

    private static void WritePrimitive(ref AvroWriter writer, object? value)
    {
        switch (value)
        {
            case bool b: writer.WriteBoolean(b); break;
            case int i: writer.WriteInt(i); break;
            case long l: writer.WriteLong(l); break;
            case float f: writer.WriteFloat(f); break;
            case double d: writer.WriteDouble(d); break;
            case string s: writer.WriteString(s); break;
            case byte[] b: writer.WriteBytes(b); break;
        }
    }

    /// <summary>Writes one block, or, given a source of chance, several, some of which say their size.</summary>
    private static void WriteBlocks<T>(List<T> items, ArrayBufferWriter<byte> output, Random? blocks, Action<T, ArrayBufferWriter<byte>> write)
    {
        for (var next = 0; next < items.Count;)
        {
            var count = blocks is null ? items.Count : blocks.Next(1, items.Count - next + 1);
            var content = new ArrayBufferWriter<byte>();
            foreach (var item in items.GetRange(next, count)) write(item, content);
            if (blocks is not null && blocks.Next(2) == 0)
            {
                Scalar(output, (ref w) => w.WriteLong(-count));
                Scalar(output, (ref w) => w.WriteLong(content.WrittenCount));
            }
            else
            {
                Scalar(output, (ref w) => w.WriteLong(count));
            }

            output.Write(content.WrittenSpan);
            next += count;
        }

        Scalar(output, (ref w) => w.WriteLong(0));
    }

    private delegate void WriteAction(ref AvroWriter writer);

    private static void Scalar(ArrayBufferWriter<byte> output, WriteAction write)
    {
        var writer = new AvroWriter(output);
        write(ref writer);
        writer.Flush();
    }

    /// <summary>A symbol of an enum.</summary>
    public sealed record Symbol(string Name);

    /// <summary>The value of a union and which branch it is of.</summary>
    public sealed record Branch(int Index, object? Value);
}
