namespace FinkTyped;

/// <summary>Which field of one record is which of another.</summary>
internal static class FieldPairing
{
    /// <summary>The writer's field of each of the reader's: by name first; then by aliases, among those no name has taken.</summary>
    public static AvroField?[] FindSources(AvroRecordSchema writer, AvroRecordSchema reader)
    {
        // Fields of one name are told apart by their places.
        if (ReferenceEquals(writer, reader)) return [.. writer.FieldArray];
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

    /// <summary>
    /// Which fields stand elsewhere: all but the longest run of fields whose order is the same on both sides, so that one field moved to the
    /// front is one field moved and not all the others.
    /// </summary>
    public static bool[] FindMoved(AvroField?[] sources)
    {
        // Patience sorting: tails[n] is the field that ends the best rising run of n + 1 fields.
        var moved = new bool[sources.Length];
        var tails = new List<int>();
        var previous = new int[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] is not { } source) continue;
            var (low, high) = (0, tails.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sources[tails[middle]]!.Index < source.Index) low = middle + 1;
                else high = middle;
            }

            previous[i] = low > 0 ? tails[low - 1] : -1;
            if (low == tails.Count) tails.Add(i);
            else tails[low] = i;
            moved[i] = true;
        }

        for (var i = tails.Count > 0 ? tails[^1] : -1; i >= 0; i = previous[i]) moved[i] = false;
        return moved;
    }
}
