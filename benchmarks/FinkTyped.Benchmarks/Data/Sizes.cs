namespace FinkTyped.Benchmarks.Data;

/// <summary>How many bytes of a datum are history items and cutouts.</summary>
internal sealed class Sizes : DatumWalk
{
    // Cutouts are the only values of bytes.
    public long Cutouts { get; private set; }

    public long History { get; private set; }

    protected override void OnArray(AvroArraySchema schema, List<Range> items, int end) =>
        History += items.Sum(item => item.End.Value - item.Start.Value);

    protected override void OnValue(AvroSchema schema, int start, int end)
    {
        if (schema.Type == AvroType.Bytes) Cutouts += end - start;
    }
}
