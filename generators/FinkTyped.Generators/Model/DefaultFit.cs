namespace FinkTyped.Generators.Model;

/// <summary>What became of a default.</summary>
/// <param name="Kind">Whether it can be said in C#.</param>
/// <param name="Value">The value; null where there is none.</param>
internal readonly record struct DefaultFit(DefaultFitKind Kind, DefaultModel? Value)
{
    /// <summary>The default does not fit the type.</summary>
    public static DefaultFit Misfit => new(DefaultFitKind.Misfit, null);

    /// <summary>The default fits, and C# has no short way to say it.</summary>
    public static DefaultFit Inexpressible => new(DefaultFitKind.Inexpressible, null);

    /// <summary>The default is what C# sets anyway.</summary>
    public static DefaultFit Implied => new(DefaultFitKind.Value, new ImpliedDefault());

    public static DefaultFit Of(DefaultModel value) => new(DefaultFitKind.Value, value);
}

/// <summary>Whether a default fits its type, from the worst on.</summary>
internal enum DefaultFitKind
{
    Misfit,
    Inexpressible,
    Value,
}
