using System.Buffers;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>Records that a program made, as bytes to look at.</summary>
internal static class WrittenRecords<T> where T : class, IAvroRecord<T>
{
    /// <summary>The plan of the bytes: of records and nulls.</summary>
    public static RecordPlan Plan { get; } =
        IdentityPlans.Of(new AvroUnionSchema([new AvroPrimitiveSchema(AvroType.Null), T.Schema]), AvroLimits.Default);

    /// <summary>A reader that stands at the first block of the records of an array.</summary>
    public static AvroReader Write(AvroArray<T> records)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(output);
        if (records.Count > 0) writer.WriteLong(records.Count);
        foreach (var record in records)
        {
            writer.WriteUnionIndex(record is null ? 0 : 1);
            record?.Write(ref writer);
        }

        writer.WriteLong(0);
        writer.Flush();
        return new AvroReader(output.WrittenSpan);
    }
}
