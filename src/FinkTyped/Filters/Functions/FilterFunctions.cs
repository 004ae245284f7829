using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FinkTyped.Filters;

/// <summary>The functions that filters may call by name, beside those that the language itself has. Immutable.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A set of functions, by its plain name.")]
public sealed class FilterFunctions : IReadOnlyCollection<FilterFunction>
{
    private readonly Dictionary<string, FilterFunction> _byName;

    private FilterFunctions(IEnumerable<FilterFunction> functions)
    {
        _byName = new Dictionary<string, FilterFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions) _byName[function.Name] = function;
    }

    /// <summary>What every filter may call: arithmetic, places on a sphere, and calendar days.</summary>
    public static FilterFunctions Default { get; } = new(
    [
        Of("abs", "the size without sign", Math.Abs),
        Of("sqrt", "the square root", Math.Sqrt),
        Of("exp", "e to a power", Math.Exp),
        Of("ln", "the natural logarithm", Math.Log),
        Of("log10", "the decimal logarithm", Math.Log10),
        Of("floor", "the integer at or below", Math.Floor),
        Of("ceil", "the integer at or above", Math.Ceiling),
        Of("round", "the nearest integer", static x => Math.Round(x, MidpointRounding.AwayFromZero)),
        Of("sin", "the sine of an angle in degrees", static x => Math.Sin(double.DegreesToRadians(x))),
        Of("cos", "the cosine of an angle in degrees", static x => Math.Cos(double.DegreesToRadians(x))),
        FilterFunction.OfNumbers("pow", ["base", "exponent"], "a number to a power", static a => Math.Pow(a[0], a[1])),
        Sphere.Separation,
        Sphere.Cone,
        CalendarDay.Jd,
        CalendarDay.Mjd,
    ]);

    /// <summary>How many there are.</summary>
    public int Count => _byName.Count;

    /// <summary>These functions and some more; of one name the later one counts.</summary>
    public FilterFunctions With(params IEnumerable<FilterFunction> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return new FilterFunctions(_byName.Values.Concat(functions));
    }

    /// <summary>Finds a function by its name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out FilterFunction? function) => _byName.TryGetValue(name, out function);

    /// <inheritdoc/>
    public IEnumerator<FilterFunction> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static FilterFunction Of(string name, string description, Func<double, double> function) =>
        FilterFunction.OfNumbers(name, ["x"], description, a => function(a[0]));
}
