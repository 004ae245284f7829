namespace FinkTyped.Tests.Resolution;

/// <summary>Makes values of a schema by chance, the extremes more often than chance would.</summary>
internal sealed class DatumMaker(Random random)
{
    private const int MaxDepth = 12;
    private const int EndlessDepth = 60;

    private int _left;

    /// <summary>A value; false where the type holds itself in every value, so that it has none.</summary>
    public bool TryMake(AvroSchema schema, out object? value)
    {
        value = null;
        _left = 1000;
        try
        {
            value = Make(schema, 0);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private object? Make(AvroSchema schema, int depth)
    {
        if (depth > EndlessDepth) throw new InvalidDataException();
        _left--;
        switch (schema)
        {
            case AvroRecordSchema record:
                return record.Fields.ToDictionary(f => f.Name, f => Make(f.Schema, depth + 1));
            case AvroEnumSchema symbols:
                return new Tree.Symbol(symbols.Symbols[random.Next(symbols.Symbols.Count)]);
            case AvroFixedSchema bytes:
                return Bytes(bytes.Size);
            case AvroArraySchema array:
                return Enumerable.Range(0, Count(depth)).Select(_ => Make(array.Items, depth + 1)).ToList();
            case AvroMapSchema map:
                return Enumerable.Range(0, Count(depth)).Select(i => new KeyValuePair<string, object?>($"k{i}", Make(map.Values, depth + 1))).ToList();
            case AvroUnionSchema union:
                if (union.Branches.Count == 0) throw new InvalidDataException();
                var index = random.Next(union.Branches.Count);
                var none = union.Branches.ToList().FindIndex(b => b.Type == AvroType.Null);
                if ((depth > MaxDepth || _left < 0) && none >= 0) index = none;
                return new Tree.Branch(index, Make(union.Branches[index], depth + 1));
            default:
                return Primitive(schema.Type);
        }
    }

    private int Count(int depth) => depth > MaxDepth || _left < 0 ? 0 : random.Next(6) == 0 ? random.Next(20) : random.Next(4);

    private object? Primitive(AvroType type) => type switch
    {
        AvroType.Null => null,
        AvroType.Boolean => random.Next(2) == 0,
        AvroType.Int => (int)Integer(32),
        AvroType.Long => Integer(64),
        AvroType.Float => random.Next(8) == 0 ? float.NaN : (float)Integer(32) / 3,
        AvroType.Double => random.Next(8) == 0 ? double.NegativeInfinity : (double)Integer(64) / 3,
        // Now and then bytes are text, so that they can become a string.
        AvroType.Bytes => random.Next(2) == 0 ? "text é"u8.ToArray() : Bytes(random.Next(6)),
        _ => new string('é', random.Next(5)) + (random.Next(4) == 0 ? new string('x', 200) : "y"),
    };

    // Of any length in bits, so that each length in bytes comes.
    private long Integer(int bits) => random.NextInt64(long.MinValue, long.MaxValue) >> (64 - random.Next(1, bits + 1));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
