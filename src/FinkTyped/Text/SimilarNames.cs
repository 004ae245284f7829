using System.ComponentModel;

namespace FinkTyped;

/// <summary>Finds what somebody may have meant who misspelt a name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SimilarNames
{
    /// <summary>
    /// The name that takes the fewest insertions, deletions, replacements and swaps of neighbours, whatever the case of the letters; null where none is near.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(names);
        string? nearest = null;
        // Of a short name hardly anything would be left.
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
        var (before, previous, current) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 0; i < a.Length; i++)
        {
            current[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var replaced = previous[j] + (IsSame(a[i], b[j]) ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
                if (i > 0 && j > 0 && IsSame(a[i], b[j - 1]) && IsSame(a[i - 1], b[j])) current[j + 1] = Math.Min(current[j + 1], before[j - 1] + 1);
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[^1];
    }

    private static bool IsSame(char a, char b) => a == b || char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
