namespace FinkTyped.Benchmarks.Data;

/// <summary>
/// Makes a different alert of an alert: history items in another order, and other values. What decides how fast bytes are found stays as
/// it was in nature: which values are null, how many bytes an integer takes, how long a text is.
/// </summary>
internal sealed class DatumVariation(AvroSchema schema, int seed) : DatumWalk
{
    private readonly Random _random = new(seed);
    private readonly List<(int Start, List<Range> Items)> _arrays = [];

    /// <summary>A variation of a datum, of the same length.</summary>
    public byte[] Vary(byte[] datum)
    {
        var copy = (byte[])datum.Clone();
        Walk(schema, copy);
        foreach (var (start, items) in _arrays)
        {
            var order = items.ToArray();
            _random.Shuffle(order);
            var permuted = order.SelectMany(item => copy[item]).ToArray();
            permuted.CopyTo(copy, start);
        }

        _arrays.Clear();
        return copy;
    }

    protected override void OnArray(AvroArraySchema schema, List<Range> items, int end)
    {
        // Of one block, as Fink writes them: then the items lie one after another.
        var length = items.Sum(item => item.End.Value - item.Start.Value);
        if (items.Count > 1 && items[^1].End.Value - items[0].Start.Value == length) _arrays.Add((items[0].Start.Value, items));
    }

    protected override void OnValue(AvroSchema schema, int start, int end)
    {
        switch (schema.Type)
        {
            case AvroType.Float or AvroType.Double:
                // The low half of the mantissa: the value stays plausible, and NaN stays NaN.
                for (var i = start; i < start + (end - start) / 2 - 1; i++) Bytes[i] = (byte)_random.Next(256);
                break;
            case AvroType.Int or AvroType.Long:
                // All but the sign and the byte that decides the length.
                for (var i = start; i < end - 1; i++) Bytes[i] ^= (byte)(_random.Next(64) << 1);
                break;
            case AvroType.String when end - start > 8:
                for (var i = start + 2; i < end; i++)
                {
                    if (Bytes[i] is >= (byte)'0' and <= (byte)'9') Bytes[i] = (byte)('0' + _random.Next(10));
                }

                break;
        }
    }
}
