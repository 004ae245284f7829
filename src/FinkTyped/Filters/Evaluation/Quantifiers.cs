namespace FinkTyped.Filters;

/// <summary>Whether one item meets a condition: unknown where none does and of one it is unknown. False for no items.</summary>
internal sealed class AnyItem(FilterList list, Condition condition) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var outer = frame.Value;
        var fold = new Fold(condition);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        return fold.Result;
    }

    private struct Fold(Condition condition) : IFold
    {
        public Truth Result { get; private set; }

        public bool Add(scoped ref FilterFrame frame)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == Truth.False) return true;
            Result = truth;
            return truth != Truth.True;
        }
    }
}

/// <summary>Whether all items meet a condition: unknown where none fails it and of one it is unknown. True for no items.</summary>
internal sealed class AllItems(FilterList list, Condition condition) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var outer = frame.Value;
        var fold = new Fold(condition);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        return fold.Result;
    }

    private struct Fold(Condition condition) : IFold
    {
        public Truth Result { get; private set; } = Truth.True;

        public bool Add(scoped ref FilterFrame frame)
        {
            var truth = condition.Evaluate(ref frame);
            if (truth == Truth.True) return true;
            Result = truth;
            return truth != Truth.False;
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
