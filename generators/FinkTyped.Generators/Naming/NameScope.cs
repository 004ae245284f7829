using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FinkTyped.Generators.Naming;

/// <summary>The names of one space (the types of a file, the members of a type), each given out once.</summary>
internal sealed class NameScope(IEqualityComparer<string> comparer, IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, comparer);
    private readonly Dictionary<string, int> _lastNumber = new(comparer);

    /// <summary>Takes the name if it is free.</summary>
    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>Takes the first of the candidates that is free, or else the last of them with a number.</summary>
    public string Take(params string[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (_taken.Add(candidate)) return candidate;
        }

        // The last number given is remembered: ten thousand equal names do not take ten thousand tries each.
        var last = candidates[candidates.Length - 1];
        var separator = char.IsDigit(last.Last()) ? "_" : "";
        for (var number = _lastNumber.TryGetValue(last, out var given) ? given + 1 : 2; ; number++)
        {
            var numbered = last + separator + number.ToString(CultureInfo.InvariantCulture);
            if (!_taken.Add(numbered)) continue;
            _lastNumber[last] = number;
            return numbered;
        }
    }
}
