namespace FinkTyped.Benchmarks.Data;

/// <summary>
/// The memory that records ask of the collector, and nothing else: new arrays as large as those that a record keeps its cutouts and its history in, copied
/// into, and one cleared array of all bytes that its objects take. What a record takes beyond is the library's, which need not copy the plain way.
/// </summary>
internal sealed class MemoryOfRecords
{
    // As the library keeps them: chunks below 64 kB, and four bytes for the place of each item.
    private const int ChunkBytes = 64_000;
    private const int PlaceBytes = 4;

    private readonly byte[][] _datums;
    private readonly Sizes[] _sizes;

    /// <summary>Finds out what there is to allocate.</summary>
    /// <param name="writer">The writer's schema.</param>
    /// <param name="datums">The alerts.</param>
    /// <param name="decode">Makes the record of an alert.</param>
    public MemoryOfRecords(AvroSchema writer, byte[][] datums, Func<byte[], object> decode)
    {
        _datums = datums;
        _sizes = Array.ConvertAll(datums, datum =>
        {
            var kept = new Kept();
            kept.Walk(writer, datum);
            // The second time nothing is learned any more.
            var bytes = 0L;
            for (var i = 0; i < 2; i++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                GC.KeepAlive(decode(datum));
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            var sizes = new Sizes([.. kept.Copies], [.. kept.Places], 0);
            return sizes with { Objects = (int)Math.Max(0, bytes - sizes.Total) };
        });
    }

    /// <summary>Allocates what the record of one alert takes.</summary>
    public ulong Allocate(int index)
    {
        var (copies, places, objects) = _sizes[index];
        var datum = _datums[index];
        var sum = 0ul;
        foreach (var (start, end) in copies)
        {
            var copy = GC.AllocateUninitializedArray<byte>(end - start);
            datum.AsSpan(start, end - start).CopyTo(copy);
            sum += copy[0];
        }

        foreach (var count in places) sum += (ulong)new int[count].Length;
        return sum + (ulong)new byte[objects].Length;
    }

    private readonly record struct Sizes((int Start, int End)[] Copies, int[] Places, int Objects)
    {
        // Head and length of an array, and its end at a multiple of eight.
        private const int Head = 24;

        public long Total =>
            Copies.Sum(copy => SizeOf(copy.End - copy.Start)) + Places.Sum(count => SizeOf(PlaceBytes * count)) + Head;

        private static long SizeOf(int bytes) => Head + ((bytes + 7L) / 8 * 8);
    }

    private sealed class Kept : DatumWalk
    {
        public List<(int Start, int End)> Copies { get; } = [];

        public List<int> Places { get; } = [];

        protected override void OnValue(AvroSchema schema, int start, int end)
        {
            if (schema.Type == AvroType.Bytes && end > start) Copies.Add((LengthEnds(start), end));
        }

        protected override void OnArray(AvroArraySchema schema, List<Range> items, int end)
        {
            if (items.Count == 0 || schema.Items is not (AvroRecordSchema or AvroUnionSchema)) return;
            Places.Add(items.Count);
            var start = items[0].Start.Value;
            var previous = start;
            foreach (var item in items)
            {
                if (item.End.Value - start > ChunkBytes && item.Start.Value > start)
                {
                    Copies.Add((start, previous));
                    start = item.Start.Value;
                }

                previous = item.End.Value;
            }

            Copies.Add((start, previous));
        }

        private int LengthEnds(int start)
        {
            Long(ref start);
            return start;
        }
    }
}
