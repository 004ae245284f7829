namespace FinkTyped;

/// <summary>
/// Whether two schemas describe the same bytes. Schemas are graphs: a record may hold itself and be referred to from many places. So two
/// schemas are compared as automata are (after Hopcroft and Karp): pairs met before are taken for equal, and a union-find structure
/// keeps the number of pairs below the number of named types. Nothing here recurses with the depth of the schema.
/// </summary>
internal static class SchemaEquality
{
    // Deep enough to tell apart the history items of alerts (root, union, array, union, record, union, type).
    private const int HashDepth = 10;

    public static bool AreEqual(AvroSchema left, AvroSchema right)
    {
        var classes = new Dictionary<AvroSchema, AvroSchema>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(AvroSchema, AvroSchema)>();
        open.Push((left, right));
        while (open.TryPop(out var pair))
        {
            var (a, b) = pair;
            if (ReferenceEquals(a, b)) continue;
            if (a.Type != b.Type) return false;
            switch (a, b)
            {
                case (AvroRecordSchema x, AvroRecordSchema y):
                    if (!Unite(classes, x, y)) break;
                    if (!OpenFields(open, x.FieldArray, y.FieldArray)) return false;
                    break;
                case (AvroUnionSchema x, AvroUnionSchema y):
                    if (x.BranchArray.Length != y.BranchArray.Length) return false;
                    for (var i = 0; i < x.BranchArray.Length; i++) open.Push((x.BranchArray[i], y.BranchArray[i]));
                    break;
                case (AvroArraySchema x, AvroArraySchema y):
                    open.Push((x.Items, y.Items));
                    break;
                case (AvroMapSchema x, AvroMapSchema y):
                    open.Push((x.Values, y.Values));
                    break;
                case (AvroEnumSchema x, AvroEnumSchema y):
                    if (Unite(classes, x, y) && !x.SymbolArray.AsSpan().SequenceEqual(y.SymbolArray)) return false;
                    break;
                case (AvroFixedSchema x, AvroFixedSchema y):
                    if (x.Size != y.Size) return false;
                    break;
            }
        }

        return true;
    }

    /// <summary>A hash of the schema unfolded to a set depth: the same for equal schemas whatever records they share.</summary>
    public static int HashOf(AvroSchema schema)
    {
        var known = new Dictionary<AvroSchema, int>?[HashDepth + 1];
        var hash = HashAt(schema, HashDepth, known);
        return hash == 0 ? 1 : hash;
    }

    private static bool OpenFields(Stack<(AvroSchema, AvroSchema)> open, AvroField[] left, AvroField[] right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Schema.Type != right[i].Schema.Type || left[i].Name != right[i].Name) return false;
            if (left[i].Schema is not AvroPrimitiveSchema) open.Push((left[i].Schema, right[i].Schema));
        }

        return true;
    }

    /// <summary>Notes that two records are taken for equal; false when they were already.</summary>
    private static bool Unite(Dictionary<AvroSchema, AvroSchema> classes, AvroSchema left, AvroSchema right)
    {
        left = Find(classes, left);
        right = Find(classes, right);
        if (ReferenceEquals(left, right)) return false;
        classes[left] = right;
        return true;
    }

    private static AvroSchema Find(Dictionary<AvroSchema, AvroSchema> classes, AvroSchema schema)
    {
        while (classes.TryGetValue(schema, out var parent))
        {
            if (classes.TryGetValue(parent, out var grandparent)) classes[schema] = grandparent;
            schema = parent;
        }

        return schema;
    }

    // Each named type is hashed once per level, whatever refers to it: the work is bounded by the depth times the schema's size.
    private static int HashAt(AvroSchema schema, int depth, Dictionary<AvroSchema, int>?[] known)
    {
        if (depth == 0 || schema is AvroPrimitiveSchema) return (int)schema.Type;
        if (schema is not (AvroRecordSchema or AvroEnumSchema)) return HashPartsAt(schema, depth, known);
        var level = known[depth] ??= new(ReferenceEqualityComparer.Instance);
        if (!level.TryGetValue(schema, out var hash)) level[schema] = hash = HashPartsAt(schema, depth, known);
        return hash;
    }

    private static int HashPartsAt(AvroSchema schema, int depth, Dictionary<AvroSchema, int>?[] known)
    {
        var hash = new HashCode();
        hash.Add((int)schema.Type);
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.FieldArray)
                {
                    hash.Add(field.Name);
                    hash.Add(HashAt(field.Schema, depth - 1, known));
                }

                break;
            case AvroUnionSchema union:
                foreach (var branch in union.BranchArray) hash.Add(HashAt(branch, depth - 1, known));
                break;
            case AvroArraySchema array:
                hash.Add(HashAt(array.Items, depth - 1, known));
                break;
            case AvroMapSchema map:
                hash.Add(HashAt(map.Values, depth - 1, known));
                break;
            case AvroEnumSchema symbols:
                foreach (var symbol in symbols.SymbolArray) hash.Add(symbol);
                break;
            case AvroFixedSchema sized:
                hash.Add(sized.Size);
                break;
        }

        return hash.ToHashCode();
    }
}
