namespace FinkTyped.Filters;

/// <summary>A part of a filter, checked: it looks at an alert and comes to a value or to null. Immutable.</summary>
internal abstract class FilterValue
{
    /// <summary>What it is, for messages: "text", "a list".</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it needs no alert.</summary>
    public virtual bool IsConstant => false;

    public abstract bool IsNull(scoped ref FilterFrame frame);
}

/// <summary>True, false or unknown.</summary>
internal abstract class Condition : FilterValue
{
    public override string Kind => "a condition";

    public abstract Truth Evaluate(scoped ref FilterFrame frame);

    public override bool IsNull(scoped ref FilterFrame frame) => Evaluate(ref frame) == Truth.Unknown;
}

/// <summary>A 64-bit integer.</summary>
internal abstract class IntegerValue : FilterValue
{
    public override string Kind => "an integer";

    public abstract bool TryGet(scoped ref FilterFrame frame, out long value);

    public override bool IsNull(scoped ref FilterFrame frame) => !TryGet(ref frame, out _);
}

/// <summary>A floating-point number.</summary>
internal abstract class NumberValue : FilterValue
{
    public override string Kind => "a number";

    /// <summary>Whether the values have 32 bits, so that a constant they are compared with is taken as such too.</summary>
    public virtual bool IsSingle => false;

    public abstract bool TryGet(scoped ref FilterFrame frame, out double value);

    public override bool IsNull(scoped ref FilterFrame frame) => !TryGet(ref frame, out _);
}

/// <summary>Text.</summary>
internal abstract class TextValue : FilterValue
{
    public override string Kind => "text";

    /// <summary>For the text of an enum, its symbols; else null.</summary>
    public virtual IReadOnlyList<string>? Symbols => null;

    public abstract AvroString Get(scoped ref FilterFrame frame);

    public override bool IsNull(scoped ref FilterFrame frame) => Get(ref frame).IsNull;
}
