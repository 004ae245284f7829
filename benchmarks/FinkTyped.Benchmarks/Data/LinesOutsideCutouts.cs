using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FinkTyped.Benchmarks.Data;

/// <summary>
/// Loads one byte of each cache line of a datum that is not within a cutout: what the memory asks of whoever looks at a field past the history,
/// however fast the look is. An Avro array tells its count of items and not its length, so that none of these lines can be left out.
/// </summary>
internal sealed class LinesOutsideCutouts
{
    private const int Line = 64;

    private readonly byte[][] _datums;
    private readonly (int Start, int End)[][] _ranges;

    public LinesOutsideCutouts(AvroSchema writer, byte[][] datums)
    {
        _datums = datums;
        _ranges = Array.ConvertAll(datums, datum =>
        {
            var gaps = new Gaps();
            gaps.Walk(writer, datum);
            return gaps.Between(datum.Length);
        });
    }

    /// <summary>Loads the lines of one datum.</summary>
    public ulong Load(int index)
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(_datums[index]);
        var sum = 0ul;
        foreach (var (start, end) in _ranges[index])
        {
            for (nint at = start; at < end; at += Line) sum += Unsafe.Add(ref origin, at);
        }

        return sum;
    }

    private sealed class Gaps : DatumWalk
    {
        private readonly List<(int Start, int End)> _cutouts = [];

        public (int Start, int End)[] Between(int length)
        {
            var ranges = new List<(int Start, int End)>();
            var start = 0;
            foreach (var (from, to) in _cutouts)
            {
                ranges.Add((start, from + Line));
                start = to;
            }

            ranges.Add((start, length));
            return [.. ranges];
        }

        protected override void OnValue(AvroSchema schema, int start, int end)
        {
            // Its length, which lies on the first line, is looked at.
            if (schema.Type == AvroType.Bytes && end - start > 2 * Line) _cutouts.Add((start, end));
        }
    }
}
