namespace FinkTyped.Benchmarks.Data;

/// <summary>Walks over an encoded datum by its schema and tells of each value; slow, plain, and independent of what is measured.</summary>
internal class DatumWalk
{
    protected byte[] Bytes { get; private set; } = [];

    /// <summary>Walks over one datum and returns where it ends.</summary>
    public int Walk(AvroSchema schema, byte[] bytes, int start = 0)
    {
        Bytes = bytes;
        var at = start;
        Pass(schema, ref at);
        return at;
    }

    /// <summary>A value without parts, at [start, end).</summary>
    protected virtual void OnValue(AvroSchema schema, int start, int end)
    {
    }

    /// <summary>An array, whose items lie at the given ranges and which ends at <paramref name="end"/>.</summary>
    protected virtual void OnArray(AvroArraySchema schema, List<Range> items, int end)
    {
    }

    protected long Long(ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            ulong next = Bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    private void Pass(AvroSchema schema, ref int at)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.Fields) Pass(field.Schema, ref at);
                return;
            case AvroUnionSchema union:
                Pass(union.Branches[(int)Long(ref at)], ref at);
                return;
            case AvroArraySchema array:
                var items = new List<Range>();
                while (Block(ref at) is var count and > 0)
                {
                    for (; count > 0; count--)
                    {
                        var itemStart = at;
                        Pass(array.Items, ref at);
                        items.Add(itemStart..at);
                    }
                }

                OnArray(array, items, at);
                return;
            case AvroMapSchema map:
                while (Block(ref at) is var entries and > 0)
                {
                    for (; entries > 0; entries--)
                    {
                        var length = (int)Long(ref at);
                        at += length;
                        Pass(map.Values, ref at);
                    }
                }

                return;
        }

        var start = at;
        switch (schema.Type)
        {
            case AvroType.Null: break;
            case AvroType.Boolean: at++; break;
            case AvroType.Int or AvroType.Long or AvroType.Enum: Long(ref at); break;
            case AvroType.Float: at += sizeof(float); break;
            case AvroType.Double: at += sizeof(double); break;
            case AvroType.Fixed: at += ((AvroFixedSchema)schema).Size; break;
            default:
                var count = (int)Long(ref at);
                at += count;
                break;
        }

        OnValue(schema, start, at);
    }

    private long Block(ref int at)
    {
        var count = Long(ref at);
        if (count < 0) Long(ref at);
        return Math.Abs(count);
    }
}
