namespace FinkTyped.Filters;

/// <summary>
/// Whether one of the conditions is met, for which one that is true is decisive, or all are, for which one that is false is; unknown where none is decisive
/// and one unknown.
/// </summary>
internal sealed class Junction : Condition
{
    private readonly Condition[] _conditions;
    private readonly Truth _decisive;

    private Junction(Condition[] conditions, Truth decisive)
    {
        _conditions = conditions;
        _decisive = decisive;
    }

    public static Junction Any(Condition[] conditions) => new(conditions, Truth.True);

    public static Junction All(Condition[] conditions) => new(conditions, Truth.False);

    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var result = _decisive.Not();
        foreach (var condition in _conditions)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == _decisive) return _decisive;
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
