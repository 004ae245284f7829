namespace FinkTyped.Generators.Parsing;

/// <summary>A schema's default as C#.</summary>
internal readonly record struct DefaultValue(DefaultKind Kind, string? Expression)
{
    /// <summary>The default does not fit the type.</summary>
    public static DefaultValue Misfit => new(DefaultKind.Misfit, null);

    /// <summary>The default fits, and C# has no short way to say it.</summary>
    public static DefaultValue Inexpressible => new(DefaultKind.Inexpressible, null);

    /// <summary>The default is what C# sets anyway.</summary>
    public static DefaultValue Implied => new(DefaultKind.Implied, "default");

    public static DefaultValue Of(string expression) => new(DefaultKind.Expression, expression);

    /// <summary>Whether <see cref="Expression"/> can be written.</summary>
    public bool IsExpressible => Kind is DefaultKind.Expression or DefaultKind.Implied;
}

/// <summary>What became of a default.</summary>
internal enum DefaultKind
{
    Misfit,
    Inexpressible,
    Implied,
    Expression,
}
