using System.Text;

namespace FinkTyped.Filters;

internal sealed class IntegerConstant(long value) : IntegerValue
{
    public long Value => value;

    public override bool IsConstant => true;

    public override bool TryGet(scoped ref FilterFrame frame, out long result)
    {
        result = value;
        return true;
    }
}

internal sealed class NumberConstant(double value) : NumberValue
{
    public double Value => value;

    public override bool IsConstant => true;

    public override bool TryGet(scoped ref FilterFrame frame, out double result)
    {
        result = value;
        return true;
    }
}

internal sealed class TextConstant(string text) : TextValue
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public string Text => text;

    public byte[] Utf8 => _utf8;

    public override bool IsConstant => true;

    public override AvroString Get(scoped ref FilterFrame frame) => new(_utf8);
}

internal sealed class TruthConstant(bool value) : Condition
{
    public bool Value => value;

    public override bool IsConstant => true;

    public override Truth Evaluate(scoped ref FilterFrame frame) => Truths.Of(value);
}
