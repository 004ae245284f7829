using System.Runtime.CompilerServices;
using System.Text;

namespace FinkTyped;

/// <summary>
/// Walks over encoded values by their writer schema, building nothing: to skip what nobody wants, and to say which field a fault is in
/// after a faster reader has found one. The steps are bounded by the bytes and by <see cref="AvroLimits.MaxItems"/>.
/// </summary>
internal static class DatumWalker
{
    /// <summary>Skips one value. Lengths, counts and indexes are checked; whether text is valid UTF-8 is not.</summary>
    public static void Skip(ref AvroReader reader, AvroSchema schema)
    {
        var walk = new Walk(null);
        walk.Value(ref reader, schema);
    }

    /// <summary>Walks over a datum and throws, with offset and field path, where it disagrees with its schema.</summary>
    /// <param name="schema">The schema it was written with.</param>
    /// <param name="datum">The datum.</param>
    /// <param name="limits">Bounds; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="isWhole">Whether nothing may follow the datum.</param>
    /// <exception cref="AvroException">The datum is malformed.</exception>
    public static void Validate(AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits? limits = null, bool isWhole = true)
    {
        var reader = new AvroReader(datum, limits);
        var path = new List<PathStep>();
        var walk = new Walk(path);
        try
        {
            walk.Value(ref reader, schema);
            if (isWhole) reader.EnsureEnd();
        }
        catch (AvroException fault) when (fault.FieldPath is null && path.Count > 0)
        {
            throw new AvroException(fault.Reason, fault.Offset, PathText(path, datum), fault);
        }
    }

    /// <summary>
    /// The path of the field whose value an offset lies in, the innermost; null where there is none. Of a union, the index belongs to the
    /// field itself; of an array or map, so do the heads of its blocks.
    /// </summary>
    public static string? PathAt(AvroSchema schema, ReadOnlySpan<byte> datum, long offset, AvroLimits? limits = null)
    {
        var reader = new AvroReader(datum, limits);
        var path = new List<PathStep>();
        var walk = new Walk(path, offset);
        try
        {
            walk.Value(ref reader, schema);
            return null;
        }
        catch (AvroException)
        {
            // The walk stops where it finds the offset as it would at a fault.
            return path.Count == 0 ? null : PathText(path, datum);
        }
    }

    /// <summary>The same fault with the path of its field, found by walking over the datum again; as it was where the walk finds none.</summary>
    public static AvroException Locate(
        AvroException fault, AvroSchema schema, ReadOnlySpan<byte> datum, AvroLimits? limits = null, bool isWhole = true)
    {
        if (fault.FieldPath is not null) return fault;
        try
        {
            Validate(schema, datum, limits, isWhole);
            return fault;
        }
        catch (AvroException located)
        {
            return located;
        }
    }

    /// <summary>Throws where this thread's stack cannot hold another level; reached only under limits far above the default.</summary>
    public static void EnsureStack(int offset)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new AvroException("the datum nests too deep for this thread's stack", offset);
        }
    }

    private static string PathText(List<PathStep> path, ReadOnlySpan<byte> datum)
    {
        const int ShownKeyBytes = 60;
        var text = new StringBuilder();
        foreach (var step in path)
        {
            if (step.Field is not null) text.Append(text.Length > 0 ? "." : "").Append(step.Field.Name);
            else if (step.KeyOffset < 0) text.Append('[').Append(step.Index).Append(']');
            else text.Append("[\"").Append(Encoding.UTF8.GetString(Key(datum, step.KeyOffset, ShownKeyBytes))).Append("\"]");
        }

        return text.ToString();
    }

    private static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> datum, int offset, int most)
    {
        var reader = new AvroReader(datum[offset..]);
        var key = reader.ReadBytesSpan();
        return key[..Math.Min(key.Length, most)];
    }

    /// <summary>A field, an item by its index, or an entry by the offset of its key.</summary>
    private readonly record struct PathStep(AvroField? Field, int Index, int KeyOffset);

    /// <summary>
    /// One walk; notes the path where it is given a list for it. The path is left as it is when an exception passes, be it for a fault or
    /// because the value that holds the target was found.
    /// </summary>
    private readonly struct Walk(List<PathStep>? path, long target = -1)
    {
        public void Value(ref AvroReader reader, AvroSchema schema)
        {
            switch (schema.Type)
            {
                case AvroType.Null: Charge(ref reader); break;
                case AvroType.Boolean: reader.ReadBoolean(); break;
                case AvroType.Int: reader.ReadInt(); break;
                case AvroType.Long: reader.ReadLong(); break;
                case AvroType.Float: reader.ReadFloat(); break;
                case AvroType.Double: reader.ReadDouble(); break;
                case AvroType.Bytes: reader.ReadBytesSpan(); break;
                case AvroType.String: String(ref reader); break;
                case AvroType.Record: Record(ref reader, (AvroRecordSchema)schema); break;
                case AvroType.Enum: reader.ReadEnumIndex(((AvroEnumSchema)schema).SymbolArray.Length); break;
                case AvroType.Array: Array(ref reader, ((AvroArraySchema)schema).Items); break;
                case AvroType.Map: Map(ref reader, ((AvroMapSchema)schema).Values); break;
                case AvroType.Union:
                    var branches = ((AvroUnionSchema)schema).BranchArray;
                    var branch = branches[reader.ReadUnionIndex(branches.Length)];
                    if (branch.Type != AvroType.Null) Value(ref reader, branch);
                    break;
                case AvroType.Fixed:
                    Charge(ref reader);
                    reader.ReadFixedSpan(((AvroFixedSchema)schema).Size);
                    break;
            }
        }

        private void Record(ref AvroReader reader, AvroRecordSchema schema)
        {
            reader.Enter();
            EnsureStack(reader.Position);
            foreach (var field in schema.FieldArray)
            {
                var start = reader.Position;
                path?.Add(new PathStep(field, 0, -1));
                Value(ref reader, field.Schema);
                if (start <= target && target < reader.Position) throw new AvroException("found", target);
                path?.RemoveAt(path.Count - 1);
            }

            reader.Leave();
        }

        private void Array(ref AvroReader reader, AvroSchema items)
        {
            reader.Enter();
            EnsureStack(reader.Position);
            var index = 0;
            for (int count; (count = reader.ReadBlock(items.MinBytes, out var end)) > 0; reader.EndBlock(end))
            {
                for (; count > 0; count--)
                {
                    var start = reader.Position;
                    path?.Add(new PathStep(null, index++, -1));
                    Value(ref reader, items);
                    if (start <= target && target < reader.Position) throw new AvroException("found", target);
                    path?.RemoveAt(path.Count - 1);
                }
            }

            reader.Leave();
        }

        private void Map(ref AvroReader reader, AvroSchema values)
        {
            reader.Enter();
            EnsureStack(reader.Position);
            for (int count; (count = reader.ReadBlock((int)Math.Min(1L + values.MinBytes, int.MaxValue), out var end)) > 0; reader.EndBlock(end))
            {
                for (; count > 0; count--)
                {
                    var key = reader.Position;
                    String(ref reader);
                    var start = reader.Position;
                    path?.Add(new PathStep(null, 0, key));
                    Value(ref reader, values);
                    if (start <= target && target < reader.Position) throw new AvroException("found", target);
                    path?.RemoveAt(path.Count - 1);
                }
            }

            reader.Leave();
        }

        // Text is checked when a fault is looked for: a reader that builds strings has found invalid UTF-8.
        private void String(ref AvroReader reader)
        {
            if (path is null) reader.ReadBytesSpan();
            else reader.ReadStringSpan();
        }

        // A value that may take no bytes counts as an item: a few bytes of datum must not stand for endless work.
        private static void Charge(ref AvroReader reader)
        {
            reader.Enter();
            reader.Leave();
        }
    }
}
