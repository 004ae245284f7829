using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>Compares trees, floats by their bits; large ones faster than by their text.</summary>
internal static class TreeEquality
{
    /// <summary>Whether two trees are the same.</summary>
    public static bool AreSame(object? left, object? right) => Difference(left, right, "$") is null;

    /// <summary>Where two trees differ first, and how; null where they do not.</summary>
    public static string? Difference(object? left, object? right, string path)
    {
        switch (left, right)
        {
            case (Tree.Branch l, Tree.Branch r):
                return l.Index == r.Index ? Difference(l.Value, r.Value, path) : Differ(left, right, path);
            case (byte[] l, byte[] r):
                return l.AsSpan().SequenceEqual(r) ? null : Differ(left, right, path);
            case (float l, float r):
                return BitConverter.SingleToInt32Bits(l) == BitConverter.SingleToInt32Bits(r) ? null : Differ(left, right, path);
            case (double l, double r):
                return BitConverter.DoubleToInt64Bits(l) == BitConverter.DoubleToInt64Bits(r) ? null : Differ(left, right, path);
            case (List<object?> l, List<object?> r):
                if (l.Count != r.Count) return $"{path}: {l.Count} items and {r.Count}";
                for (var i = 0; i < l.Count; i++)
                {
                    if (Difference(l[i], r[i], $"{path}[]") is not null) return Difference(l[i], r[i], $"{path}[{i}]");
                }

                return null;
            case (List<KeyValuePair<string, object?>> allLeft, List<KeyValuePair<string, object?>> allRight):
                var (ours, theirs) = (Distinct(allLeft), Distinct(allRight));
                if (ours.Count != theirs.Count) return $"{path}: {ours.Count} entries and {theirs.Count}";
                for (var i = 0; i < ours.Count; i++)
                {
                    if (ours[i].Key != theirs[i].Key) return $"{path}: key {ours[i].Key} and {theirs[i].Key}";
                    if (Difference(ours[i].Value, theirs[i].Value, $"{path}[{ours[i].Key}]") is { } difference) return difference;
                }

                return null;
            case (Dictionary<string, object?> l, Dictionary<string, object?> r):
                if (l.Count != r.Count) return $"{path}: {l.Count} fields and {r.Count}";
                foreach (var (name, value) in l)
                {
                    if (Difference(value, r[name], path) is not null) return Difference(value, r[name], $"{path}.{name}");
                }

                return null;
            default:
                return Equals(left, right) ? null : Differ(left, right, path);
        }
    }

    private static string Differ(object? left, object? right, string path) => $"{path}: {Tree.Show(left)} and {Tree.Show(right)}";

    // A damaged map may hold a key twice. Views show both entries; kept maps keep the first's place and the last's value.
    private static List<KeyValuePair<string, object?>> Distinct(List<KeyValuePair<string, object?>> entries)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = new List<KeyValuePair<string, object?>>();
        foreach (var entry in entries)
        {
            if (places.TryAdd(entry.Key, kept.Count)) kept.Add(entry);
            else kept[places[entry.Key]] = entry;
        }

        return kept;
    }
}
