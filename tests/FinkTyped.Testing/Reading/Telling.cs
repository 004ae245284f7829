using FinkTyped.Plans;

namespace FinkTyped.Tests.Testing;

/// <summary>Which bytes of a datum tell something of its structure: all but those inside cutouts.</summary>
internal static class Telling
{
    /// <summary>Says of an offset whether it is outside long values of bytes; the datum must be well-formed.</summary>
    public static Func<int, bool> Of(AvroSchema schema, ReadOnlySpan<byte> datum)
    {
        var isOpaque = new bool[datum.Length];
        var reader = new AvroReader(datum);
        Mark(schema, ref reader, isOpaque);
        return at => at >= isOpaque.Length || !isOpaque[at];
    }

    private static void Mark(AvroSchema schema, ref AvroReader reader, bool[] isOpaque)
    {
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.Fields) Mark(field.Schema, ref reader, isOpaque);
                break;
            case AvroUnionSchema union:
                Mark(union.Branches[reader.ReadUnionIndex(union.Branches.Count)], ref reader, isOpaque);
                break;
            case { Type: AvroType.Bytes }:
                var length = reader.ReadBytesSpan().Length;
                if (length > 64) isOpaque.AsSpan(reader.Position - length, length - 16).Fill(true);
                break;
            default:
                StepWalker.Skip(ref reader, schema);
                break;
        }
    }
}
