namespace FinkTyped;

internal sealed partial class SchemaMatcher
{
    private void MatchFields(SchemaPair pair, AvroRecordSchema writer, AvroRecordSchema reader)
    {
        var sources = FindSources(writer, reader);
        var used = new bool[writer.Fields.Count];
        var fields = new FieldMatch[reader.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var field = reader.Fields[i];
            if (sources[i] is { } source)
            {
                used[source.Index] = true;
                fields[i] = new FieldMatch(field) { Writer = source, Pair = Part(pair, source.Schema, field.Schema) };
            }
            else
            {
                fields[i] = MatchMissing(field);
            }
        }

        pair.Fields = fields;
        pair.Skipped = [.. writer.Fields.Where(f => !used[f.Index])];
        MarkMoved(fields);
    }

    /// <summary>The writer's field of each of the reader's: by name first; then by aliases, among those no name has taken.</summary>
    private static AvroField?[] FindSources(AvroRecordSchema writer, AvroRecordSchema reader)
    {
        var free = new Dictionary<string, AvroField>(StringComparer.Ordinal);
        foreach (var field in writer.Fields) free.TryAdd(field.Name, field);
        var sources = new AvroField?[reader.Fields.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            if (free.Remove(reader.Fields[i].Name, out var source)) sources[i] = source;
        }

        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] is not null) continue;
            foreach (var alias in reader.Fields[i].Aliases)
            {
                if (!free.Remove(alias, out var source)) continue;
                sources[i] = source;
                break;
            }
        }

        return sources;
    }

    private FieldMatch MatchMissing(AvroField field)
    {
        if (field.Default is not null)
        {
            if (_defaults.TryEncode(field, out var encoded, out var fault)) return new FieldMatch(field) { Constant = encoded };
            return new FieldMatch(field) { Problem = $"the writer has no such field, and its default cannot be used: {fault}" };
        }

        if (_resolution.MissingNullableIsNull && DefaultEncoder.EncodeNull(field.Schema) is { } none)
        {
            return new FieldMatch(field) { Constant = none };
        }

        return new FieldMatch(field) { Problem = "the writer has no such field, and it has no default" };
    }

    /// <summary>
    /// Marks the fields that stand elsewhere: all but the longest run of fields whose order is the same on both sides, so that one field
    /// moved to the front is one field moved and not all the others.
    /// </summary>
    private static void MarkMoved(FieldMatch[] fields)
    {
        // Patience sorting: tails[n] is the field that ends the best rising run of n + 1 fields.
        var tails = new List<int>();
        var previous = new int[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Writer is not { } source) continue;
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (fields[tails[middle]].Writer!.Index < source.Index) low = middle + 1;
                else high = middle;
            }

            previous[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count) tails.Add(i);
            else tails[low] = i;
            fields[i].Moved = true;
        }

        for (var i = tails.Count > 0 ? tails[^1] : -1; i >= 0; i = previous[i]) fields[i].Moved = false;
    }
}
