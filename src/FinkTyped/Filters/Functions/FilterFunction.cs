namespace FinkTyped.Filters;

/// <summary>Makes a number of numbers; NaN where there is none.</summary>
public delegate double FilterNumber(ReadOnlySpan<double> arguments);

/// <summary>Says whether numbers meet a condition.</summary>
public delegate bool FilterTest(ReadOnlySpan<double> arguments);

/// <summary>
/// A function that filters may call, of numbers or of a text that is known beforehand. It is not called where an argument is null: the result is
/// null then. It must be safe to call from several threads, and should neither throw nor allocate. Immutable.
/// </summary>
public sealed class FilterFunction
{
    /// <summary>The most arguments a function can have.</summary>
    public const int MaxArguments = 8;

    private FilterFunction(string name, IReadOnlyList<string> parameters, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parameters.Count, MaxArguments);
        Name = name;
        Parameters = parameters;
        Description = description;
    }

    /// <summary>The name it is called by; letters of either case mean the same.</summary>
    public string Name { get; }

    /// <summary>The names of its parameters, for messages and help.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>What it gives, in a few words, for help.</summary>
    public string Description { get; }

    /// <summary>
    /// For the first parameters: names of fields that stand in where a call leaves these parameters out, the first that the alert (or the item
    /// that is looked at) has, itself or in a record that is one of its fields. Default none.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> ImplicitFields { get; private init; } = [];

    internal FilterNumber? Number { get; private init; }

    internal FilterTest? Test { get; private init; }

    internal Func<string, double>? OfText { get; private init; }

    /// <summary>A function that makes a number of numbers.</summary>
    /// <param name="name">The name it is called by.</param>
    /// <param name="parameters">The names of its parameters, at most <see cref="MaxArguments"/>.</param>
    /// <param name="description">What it gives, for help.</param>
    /// <param name="function">What it does.</param>
    public static FilterFunction OfNumbers(string name, IReadOnlyList<string> parameters, string description, FilterNumber function) =>
        new(name, parameters, description) { Number = function ?? throw new ArgumentNullException(nameof(function)) };

    /// <summary>A function that is a condition on numbers.</summary>
    /// <inheritdoc cref="OfNumbers" path="/param"/>
    public static FilterFunction Condition(string name, IReadOnlyList<string> parameters, string description, FilterTest function) =>
        new(name, parameters, description) { Test = function ?? throw new ArgumentNullException(nameof(function)) };

    /// <summary>A function that makes a number of a text in quotes, once, when the filter is checked: a date, a name.</summary>
    /// <param name="name">The name it is called by.</param>
    /// <param name="parameter">The name of its parameter.</param>
    /// <param name="description">What it gives, for help.</param>
    /// <param name="function">What it does; a <see cref="FormatException"/> it throws is shown at the text.</param>
    public static FilterFunction OfConstantText(string name, string parameter, string description, Func<string, double> function) =>
        new(name, [parameter], description) { OfText = function ?? throw new ArgumentNullException(nameof(function)) };

    /// <summary>The same function, whose first parameters may be left out where the alert has the fields: see <see cref="ImplicitFields"/>.</summary>
    /// <param name="fields">For each of the first parameters, the names of the fields that stand in.</param>
    public FilterFunction WithImplicitFields(params IReadOnlyList<string>[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length, Parameters.Count);
        return new FilterFunction(Name, Parameters, Description) { Number = Number, Test = Test, OfText = OfText, ImplicitFields = fields };
    }

    /// <summary>How it is called: <c>cone(ra, dec, radius)</c>.</summary>
    public override string ToString() => $"{Name}({string.Join(", ", Parameters)})";
}
