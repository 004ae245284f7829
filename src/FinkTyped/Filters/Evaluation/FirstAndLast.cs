namespace FinkTyped.Filters;

/// <summary>The first or the last item of a list that meets a condition.</summary>
internal sealed class PickedItem(bool isLast, FilterList list, Condition? condition)
{
    /// <summary>Lets the frame show the item; false where there is none.</summary>
    public bool TryShow(scoped ref FilterFrame frame)
    {
        var fold = new Fold(condition, isLast ? long.MaxValue : 1);
        list.Fold(ref frame, ref fold);
        if (!isLast || fold.Count == 0) return fold.Count > 0;
        // Which one is the last is known at the end; then it has to be found again.
        fold = new Fold(condition, fold.Count);
        list.Fold(ref frame, ref fold);
        return true;
    }

    private struct Fold(Condition? condition, long wanted) : IFold
    {
        public long Count { get; private set; }

        public bool Add(scoped ref FilterFrame frame)
        {
            if (condition is null || condition.Evaluate(ref frame) == Truth.True) Count++;
            return Count < wanted;
        }
    }
}

internal sealed class PickedInteger(PickedItem item, IntegerValue value) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long result)
    {
        result = 0;
        var outer = frame.Value;
        var hasValue = item.TryShow(ref frame) && value.TryGet(ref frame, out result);
        frame.Value = outer;
        return hasValue;
    }
}

internal sealed class PickedNumber(PickedItem item, NumberValue value) : NumberValue
{
    public override bool IsSingle => value.IsSingle;

    public override bool TryGet(scoped ref FilterFrame frame, out double result)
    {
        result = 0;
        var outer = frame.Value;
        var hasValue = item.TryShow(ref frame) && value.TryGet(ref frame, out result);
        frame.Value = outer;
        return hasValue;
    }
}

internal sealed class PickedText(PickedItem item, TextValue value) : TextValue
{
    public override IReadOnlyList<string>? Symbols => value.Symbols;

    public override AvroString Get(scoped ref FilterFrame frame)
    {
        var outer = frame.Value;
        var text = item.TryShow(ref frame) ? value.Get(ref frame) : default;
        frame.Value = outer;
        return text;
    }
}

internal sealed class PickedTruth(PickedItem item, Condition value) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var outer = frame.Value;
        var truth = item.TryShow(ref frame) ? value.Evaluate(ref frame) : Truth.Unknown;
        frame.Value = outer;
        return truth;
    }
}
