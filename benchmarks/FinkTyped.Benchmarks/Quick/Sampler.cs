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
        private readonly List<double> _samples = [];
        private readonly List<double> _disturbed = [];
        private int _count = set.Period;
        private int _next;
        private long _bytes;
        private long _alerts;
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

            _count = set.Period * (int)Math.Max(1, slice / shortest);
        }

        public void Sample()
        {
            var disturbances = Disturbances.Count();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            Run(_count);
            var elapsed = Stopwatch.GetElapsedTime(start);
            _bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            _alerts += _count;
            (Disturbances.Count() == disturbances ? _samples : _disturbed).Add(elapsed.TotalNanoseconds / _count);
        }

        public Figure Figure()
        {
            // On a machine too busy for any slice to stay whole, the cut ones are all there is.
            var samples = _samples.Count >= 5 ? _samples : [.. _samples, .. _disturbed];
            samples.Sort();
            return new(operation, samples[samples.Count / 2], samples[0], _samples.Count, _disturbed.Count, (double)_bytes / _alerts);
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
/// <param name="Bytes">Allocated for one alert.</param>
internal sealed record Figure(Operation Operation, double Nanoseconds, double Fastest, int Rounds, int Disturbed, double Bytes);
