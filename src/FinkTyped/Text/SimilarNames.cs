using System.ComponentModel;

namespace FinkTyped;

/// <summary>Finds what somebody may have meant who misspelt a name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SimilarNames
{
    /// <summary>The name that takes the fewest insertions, deletions and replacements; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(names);
        string? nearest = null;
        // Two letters that changed places are two replacements; but of a short name hardly anything would be left.
        var least = (name.Length < 6 ? Math.Min(1, name.Length - 1) : Math.Max(2, name.Length / 4)) + 1;
        foreach (var candidate in names)
        {
            if (Math.Abs(candidate.Length - name.Length) >= least) continue;
            var distance = Distance(name, candidate);
            if (distance >= least) continue;
            (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 0; i < a.Length; i++)
        {
            current[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var replaced = previous[j] + (a[i] == b[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[^1];
    }
}
