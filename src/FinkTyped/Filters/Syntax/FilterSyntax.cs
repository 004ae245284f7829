namespace FinkTyped.Filters;

/// <summary>A filter, or a part of one, as it was written: nothing is known yet of fields and types.</summary>
internal abstract record FilterSyntax(Place Place, int Depth);

internal sealed record IntegerSyntax(Place Place, long Value) : FilterSyntax(Place, 1);

internal sealed record NumberSyntax(Place Place, double Value) : FilterSyntax(Place, 1);

internal sealed record TextSyntax(Place Place, string Value) : FilterSyntax(Place, 1);

internal sealed record BooleanSyntax(Place Place, bool Value) : FilterSyntax(Place, 1);

/// <summary>A field: <c>diaSource.psfFlux</c>, one name for each step.</summary>
internal sealed record FieldSyntax(Place Place, NameSyntax[] Names) : FilterSyntax(Place, 1);

internal readonly record struct NameSyntax(string Text, Place Place);

internal sealed record CallSyntax(Place Place, NameSyntax Name, FilterSyntax[] Arguments)
    : FilterSyntax(Place, Arguments.Length == 0 ? 1 : 1 + Arguments.Max(a => a.Depth));

internal sealed record NegationSyntax(Place Place, FilterSyntax Value) : FilterSyntax(Place, 1 + Value.Depth);

/// <summary>Two values with one of <c>+ - * / %</c> or a comparison between them.</summary>
internal sealed record BinarySyntax(FilterSyntax Left, TokenKind Operator, Place OperatorPlace, FilterSyntax Right)
    : FilterSyntax(Left.Place.To(Right.Place), 1 + Math.Max(Left.Depth, Right.Depth));

internal sealed record NotSyntax(Place Place, FilterSyntax Condition) : FilterSyntax(Place, 1 + Condition.Depth);

/// <summary>Conditions that must all be met, or one of which must.</summary>
internal sealed record LogicSyntax(bool IsAnd, FilterSyntax[] Conditions)
    : FilterSyntax(Conditions[0].Place.To(Conditions[^1].Place), 1 + Conditions.Max(c => c.Depth));

internal sealed record InSyntax(Place Place, FilterSyntax Value, FilterSyntax[] Items)
    : FilterSyntax(Place, 1 + Math.Max(Value.Depth, Items.Max(i => i.Depth)));

internal sealed record BetweenSyntax(Place Place, FilterSyntax Value, FilterSyntax Low, FilterSyntax High)
    : FilterSyntax(Place, 1 + Math.Max(Value.Depth, Math.Max(Low.Depth, High.Depth)));

internal sealed record LikeSyntax(Place Place, FilterSyntax Value, TextSyntax Pattern) : FilterSyntax(Place, 1 + Value.Depth);

internal sealed record IsNullSyntax(Place Place, FilterSyntax Value) : FilterSyntax(Place, 1 + Value.Depth);

internal sealed record IsNaNSyntax(Place Place, FilterSyntax Value) : FilterSyntax(Place, 1 + Value.Depth);
