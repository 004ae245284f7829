namespace FinkTyped.Filters;

/// <summary>Whether all conditions are met: false where one is false, unknown where none is false and one unknown.</summary>
internal sealed class AllOf(Condition[] conditions) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var result = Truth.True;
        foreach (var condition in conditions)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == Truth.False) return Truth.False;
            if (truth == Truth.Unknown) result = Truth.Unknown;
        }

        return result;
    }
}

/// <summary>Whether one of the conditions is met: true where one is true, unknown where none is true and one unknown.</summary>
internal sealed class AnyOf(Condition[] conditions) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var result = Truth.False;
        foreach (var condition in conditions)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == Truth.True) return Truth.True;
            if (truth == Truth.Unknown) result = Truth.Unknown;
        }

        return result;
    }
}

internal sealed class Negation(Condition condition) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) => condition.Evaluate(ref frame).Not();
}

internal sealed class NullTest(FilterValue value) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) => Truths.Of(value.IsNull(ref frame));
}

internal sealed class NaNTest(NumberValue value) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) =>
        value.TryGet(ref frame, out var number) ? Truths.Of(double.IsNaN(number)) : Truth.Unknown;
}
