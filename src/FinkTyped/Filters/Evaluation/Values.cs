using System.Text;

namespace FinkTyped.Filters;

internal sealed class IntegerOfValue(ValueSource source, bool isInt) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        var view = source.Get(ref frame);
        value = view.IsNull ? 0 : isInt ? view.Scalar<int>() : view.Scalar<long>();
        return !view.IsNull;
    }
}

internal sealed class NumberOfValue(ValueSource source, bool isFloat) : NumberValue
{
    public override bool IsSingle => isFloat;

    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        var view = source.Get(ref frame);
        value = view.IsNull ? 0 : isFloat ? view.Scalar<float>() : view.Scalar<double>();
        return !view.IsNull;
    }
}

internal sealed class BooleanOfValue(ValueSource source) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame)
    {
        var view = source.Get(ref frame);
        return view.IsNull ? Truth.Unknown : Truths.Of(view.Scalar<bool>());
    }
}

internal sealed class TextOfValue(ValueSource source) : TextValue
{
    public override AvroString Get(scoped ref FilterFrame frame) => source.Get(ref frame).Text();
}

internal sealed class EnumOfValue(ValueSource source, AvroEnumSchema type) : TextValue
{
    private readonly byte[][] _symbols = [.. type.Symbols.Select(Encoding.UTF8.GetBytes)];

    public override IReadOnlyList<string> Symbols => type.Symbols;

    public override AvroString Get(scoped ref FilterFrame frame)
    {
        var view = source.Get(ref frame);
        if (view.IsNull) return default;
        var index = view.Scalar<int>();
        if ((uint)index >= (uint)_symbols.Length) throw new AvroException($"an enum of {_symbols.Length} symbols has no symbol {index}");
        return new AvroString(_symbols[index]);
    }
}

/// <summary>A value that only comparing with null makes sense for. Of a union of several types, null may be one of the branches.</summary>
internal sealed class OtherValue(ValueSource source, string kind, AvroUnionSchema? union) : FilterValue
{
    public override string Kind => kind;

    public override bool IsNull(scoped ref FilterFrame frame)
    {
        var view = source.Get(ref frame);
        if (view.IsNull || union is null) return view.IsNull;
        view.Branch(out var index);
        return index < 0 || union.BranchArray[index].Type == AvroType.Null;
    }
}

/// <summary>The record that an item, or a value of a map, is.</summary>
internal sealed class OtherRecord(RecordSource source) : FilterValue
{
    public override string Kind => "a record";

    public override bool IsNull(scoped ref FilterFrame frame) => source.Get(ref frame).IsNull;
}
