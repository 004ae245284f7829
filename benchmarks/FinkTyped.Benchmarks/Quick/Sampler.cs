using System.Diagnostics;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Quick;

/// <summary>
/// Measures operations side by side: round after round, a slice of time for each, so that whatever else the machine does meets them all.
/// A slice covers a multiple of the set's period, and goes on where the last one of the operation ended.
/// </summary>
internal sealed class Sampler
{
    private readonly Cell[] _cells;

    public Sampler(AlertSet set, IEnumerable<Operation> operations, TimeSpan slice)
    {
        Set = set;
        _cells = [.. operations.Select(operation => new Cell(operation, set, slice))];
    }

    public AlertSet Set { get; }

    /// <summary>Runs everything until the compiler is done with it: methods of a hundred fields stay in the instrumented tier for a while.</summary>
    public void WarmUp(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (var cell in _cells) cell.WarmUp();
        }
    }

    public void Measure(TimeSpan time)
    {
        foreach (var cell in _cells) cell.Calibrate();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            foreach (var cell in _cells) cell.Sample();
        }
    }

    public IReadOnlyList<Figure> Figures() => [.. _cells.Select(cell => cell.Figure())];

    private sealed class Cell(Operation operation, AlertSet set, TimeSpan slice)
    {
        // Where a slice covers all alerts of a period they are measured together, under index 0.
        private readonly List<double>[] _samples = [.. Enumerable.Range(0, set.Period).Select(_ => new List<double>())];
        private readonly List<double>[] _disturbed = [.. Enumerable.Range(0, set.Period).Select(_ => new List<double>())];
        private readonly List<double> _bytes = [];
        private int _count = set.Period;
        private int _next;
        private ulong _sum;

        public void WarmUp()
        {
            var start = Stopwatch.GetTimestamp();
            do Run(set.Period);
            while (Stopwatch.GetElapsedTime(start) < slice);
        }

        public void Calibrate()
        {
            var shortest = TimeSpan.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var times = 0; times < 16; times++) Run(set.Period);
                var elapsed = Stopwatch.GetElapsedTime(start) / 16;
                if (elapsed < shortest) shortest = elapsed;
            }

            // Long operations are timed alert by alert: hardly a slice of many of them would stay whole on a busy machine.
            _count = shortest > 1.5 * slice ? 1 : set.Period * (int)Math.Max(1, slice / shortest);
        }

        public void Sample()
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            if (_count == 1)
            {
                for (var i = 0; i < set.Period; i++) Time(_next % set.Period);
            }
            else
            {
                Time(0);
            }

            _bytes.Add((double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / Math.Max(_count, set.Period));
        }

        public Figure Figure()
        {
            var indexes = Enumerable.Range(0, _count == 1 ? set.Period : 1).ToArray();
            // On a machine too busy for slices to stay whole, the cut ones are all there is.
            var isBusy = indexes.Any(i => _samples[i].Count < 5);
            var samples = Array.ConvertAll(indexes, i => isBusy ? [.. _samples[i], .. _disturbed[i]] : _samples[i]);
            foreach (var list in samples) list.Sort();
            _bytes.Sort();
            return new(
                operation,
                samples.Average(list => list[list.Count / 2]),
                samples.Average(list => list[0]),
                indexes.Sum(i => _samples[i].Count),
                indexes.Sum(i => _disturbed[i].Count),
                isBusy,
                _bytes[_bytes.Count / 2]);
        }

        private void Time(int index)
        {
            var disturbances = Disturbances.Count();
            var start = Stopwatch.GetTimestamp();
            Run(_count);
            var elapsed = Stopwatch.GetElapsedTime(start);
            (Disturbances.Count() == disturbances ? _samples : _disturbed)[index].Add(elapsed.TotalNanoseconds / _count);
        }

        private void Run(int count)
        {
            var (run, size, next, sum) = (operation.Run, set.Datums.Length, _next, 0ul);
            for (; count > 0; count--)
            {
                sum += run(next);
                if (++next == size) next = 0;
            }

            _next = next;
            _sum += sum;
        }
    }
}

/// <summary>What was measured of one operation on one set.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Nanoseconds">For one alert: the median over the rounds.</param>
/// <param name="Fastest">The fastest round.</param>
/// <param name="Rounds">How many rounds were whole.</param>
/// <param name="Disturbed">How many were cut by something else that ran on the core.</param>
/// <param name="IsBusy">Whether so few were whole that the cut ones count too: then the figure is none.</param>
/// <param name="Bytes">Allocated for one alert: the median, since a shape of bytes that comes for the first time is learned.</param>
internal sealed record Figure(Operation Operation, double Nanoseconds, double Fastest, int Rounds, int Disturbed, bool IsBusy, double Bytes);
