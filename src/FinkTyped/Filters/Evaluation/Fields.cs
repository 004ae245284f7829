using System.Text;

namespace FinkTyped.Filters;

internal sealed class IntField(RecordSource record, int field) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        var found = record.Get(ref frame).IntOrNull(field);
        value = found.GetValueOrDefault();
        return found.HasValue;
    }
}

internal sealed class LongField(RecordSource record, int field) : IntegerValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out long value)
    {
        var found = record.Get(ref frame).LongOrNull(field);
        value = found.GetValueOrDefault();
        return found.HasValue;
    }
}

internal sealed class FloatField(RecordSource record, int field) : NumberValue
{
    public override bool IsSingle => true;

    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        var found = record.Get(ref frame).FloatOrNull(field);
        value = found.GetValueOrDefault();
        return found.HasValue;
    }
}

internal sealed class DoubleField(RecordSource record, int field) : NumberValue
{
    public override bool TryGet(scoped ref FilterFrame frame, out double value)
    {
        var found = record.Get(ref frame).DoubleOrNull(field);
        value = found.GetValueOrDefault();
        return found.HasValue;
    }
}

internal sealed class BooleanField(RecordSource record, int field) : Condition
{
    public override Truth Evaluate(scoped ref FilterFrame frame) => record.Get(ref frame).BooleanOrNull(field) switch
    {
        true => Truth.True,
        false => Truth.False,
        null => Truth.Unknown,
    };
}

internal sealed class TextField(RecordSource record, int field) : TextValue
{
    public override AvroString Get(scoped ref FilterFrame frame) => record.Get(ref frame).Text(field);
}

internal sealed class EnumField(RecordSource record, int field, AvroEnumSchema type) : TextValue
{
    private readonly byte[][] _symbols = [.. type.Symbols.Select(Encoding.UTF8.GetBytes)];

    public override IReadOnlyList<string> Symbols => type.Symbols;

    public override AvroString Get(scoped ref FilterFrame frame) =>
        record.Get(ref frame).IntOrNull(field) is { } index ? new AvroString(_symbols[index]) : default;
}

/// <summary>A field that only comparing with null makes sense for: a record, a list, a map, bytes.</summary>
internal sealed class OtherField(RecordSource record, int field, string kind) : FilterValue
{
    public override string Kind => kind;

    public override bool IsNull(scoped ref FilterFrame frame) => record.Get(ref frame).IsNullAt(field);
}
