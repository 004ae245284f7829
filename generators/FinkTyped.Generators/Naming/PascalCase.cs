using System.Globalization;
using System.Linq;
using System.Text;

namespace FinkTyped.Generators.Naming;

/// <summary>Turns a name of a schema into a C# name. docs/generated-types.md tells users the rule.</summary>
internal static class PascalCase
{
    /// <summary>
    /// The name in PascalCase: <c>psfFlux</c> gives PsfFlux, <c>ra_dec_Cov</c> RaDecCov, <c>ratio_20_10</c> Ratio20_10,
    /// <c>__index_level_0__</c> IndexLevel0, <c>RED_GIANT</c> RedGiant, <c>_2mass</c> _2mass. Null where no letter or digit is left.
    /// </summary>
    public static string? From(string name)
    {
        var words = Split(name);
        if (words.Length == 0) return null;
        // A name that shouts, RED_GIANT, has lost its case: each word begins anew. One word alone, MJD, is an abbreviation.
        var shouts = words.Length > 1 && !name.Any(char.IsLower);
        var result = new StringBuilder(name.Length + 1);
        foreach (var word in words)
        {
            // Two numbers stay two numbers.
            if (result.Length > 0 && char.IsDigit(result[result.Length - 1]) && char.IsDigit(word[0])) result.Append('_');
            result.Append(char.ToUpperInvariant(word[0]));
            result.Append(shouts ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
        }

        if (char.IsDigit(result[0])) result.Insert(0, '_');
        return result.ToString();
    }

    /// <summary>The same words with their underscores kept, for a name that <see cref="From"/> would make equal to another.</summary>
    public static string Spelt(string name)
    {
        var words = Split(name);
        if (words.Length == 0) return "_";
        var result = string.Join("_", words.Select(w => char.ToUpperInvariant(w[0]).ToString(CultureInfo.InvariantCulture) + w.Substring(1)));
        return char.IsDigit(result[0]) ? "_" + result : result;
    }

    private static string[] Split(string name) =>
        new string([.. name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]).Split(['_'], System.StringSplitOptions.RemoveEmptyEntries);
}
