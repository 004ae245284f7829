namespace FinkTyped.Filters;

/// <summary>What is made of the values of a list.</summary>
internal enum AggregateKind
{
    Min,
    Max,
    Sum,
    Avg,
}

/// <summary>The least, the largest or the sum of the integers of a list; null where there is none, or where the sum does not fit.</summary>
internal sealed class IntegerAggregate(AggregateKind kind, FilterList list, IntegerValue value, Condition? condition) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long result)
    {
        var outer = frame.Value;
        var fold = new Fold(kind, value, condition);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        result = (long)fold.Result;
        return fold.Count > 0 && result == fold.Result;
    }

    private struct Fold(AggregateKind kind, IntegerValue value, Condition? condition) : IFold
    {
        public Int128 Result { get; private set; }

        public long Count { get; private set; }

        public bool Add(scoped ref FilterFrame frame)
        {
            if (condition is not null && condition.Evaluate(ref frame) != Truth.True) return true;
            if (!value.TryGet(ref frame, out var item)) return true;
            Result = Count++ == 0 ? item : kind switch
            {
                AggregateKind.Min => Int128.Min(Result, item),
                AggregateKind.Max => Int128.Max(Result, item),
                _ => Result + item,
            };
            return true;
        }
    }
}

/// <summary>The least, the largest, the sum or the mean of the numbers of a list, NaN left out; null where there is none.</summary>
internal sealed class NumberAggregate(AggregateKind kind, FilterList list, NumberValue value, Condition? condition) : NumberValue
{
    public override bool IsSingle => value.IsSingle && kind is AggregateKind.Min or AggregateKind.Max;

    public override bool TryGet(scoped ref FilterFrame frame, out double result)
    {
        var outer = frame.Value;
        var fold = new Fold(kind, value, condition);
        list.Fold(ref frame, ref fold);
        frame.Value = outer;
        result = kind == AggregateKind.Avg ? fold.Result / fold.Count : fold.Result;
        return fold.Count > 0;
    }

    private struct Fold(AggregateKind kind, NumberValue value, Condition? condition) : IFold
    {
        public double Result { get; private set; }

        public long Count { get; private set; }

        public bool Add(scoped ref FilterFrame frame)
        {
            if (condition is not null && condition.Evaluate(ref frame) != Truth.True) return true;
            if (!value.TryGet(ref frame, out var item) || double.IsNaN(item)) return true;
            Result = Count++ == 0 ? item : kind switch
            {
                AggregateKind.Min => Math.Min(Result, item),
                AggregateKind.Max => Math.Max(Result, item),
                _ => Result + item,
            };
            return true;
        }
    }
}
