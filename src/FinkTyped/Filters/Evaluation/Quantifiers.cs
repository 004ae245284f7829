namespace FinkTyped.Filters;

/// <summary>
/// Whether one item meets a condition, for which one that does is decisive, or all do, for which one that does not is. The opposite for no items; unknown
/// where no item is decisive and of one it is unknown.
/// </summary>
internal sealed class Quantified(FilterList list, Condition condition, Truth decisive) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var outer = frame.Value;
        var fold = new Fold(condition, decisive);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        return fold.Result;
    }

    private struct Fold(Condition condition, Truth decisive) : IFold
    {
        public Truth Result { get; private set; } = decisive.Not();

        public bool Add(scoped ref FilterFrame frame)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == decisive.Not()) return true;
            Result = truth;
            return truth != decisive;
        }
    }
}

/// <summary>How many items there are, or meet a condition.</summary>
internal sealed class ItemCount(FilterList list, Condition? condition) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        var outer = frame.Value;
        var fold = new Fold(condition);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        value = fold.Count;
        return true;
    }

    private struct Fold(Condition? condition) : IFold
    {
        public long Count { get; private set; }

        public bool Add(scoped ref FilterFrame frame)
        {
            if (condition is null || condition.Evaluate(ref frame) == Truth.True) Count++;
            return true;
        }
    }
}
