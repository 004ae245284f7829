using System.Diagnostics;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz;

/// <summary>Runs rounds on several threads, watches over their time and memory, and counts.</summary>
internal sealed class FuzzRun
{
    private const int LongestDatum = 1 << 20;
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private const long MostMemory = 6L << 30;

    private readonly FuzzOptions _options;
    private readonly FuzzKind[] _kinds;
    private readonly Findings _findings;
    private readonly string _folder;
    private readonly FuzzRound?[] _running;
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile bool _isOver;
    private long _peak;

    public FuzzRun(FuzzOptions options)
    {
        _options = options;
        _kinds = [.. FuzzKinds.All().Where(k => options.Only is null || options.Only.Contains(k.Name))];
        _folder = Path.Combine(FuzzAlerts.Root, "artifacts", "fuzz");
        _findings = new Findings(_folder, options.Seed);
        _running = new FuzzRound?[options.Threads];
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public int Run()
    {
        if (_kinds.Length == 0)
        {
            Console.Error.WriteLine($"There is no such kind; there are {string.Join(", ", FuzzKinds.All().Select(k => k.Name))}.");
            return 2;
        }

        Directory.CreateDirectory(_folder);
        Console.WriteLine($"seed {_options.Seed}, {_options.Threads} thread(s), {FuzzAlerts.All.Sum(s => s.Datums.Count)} alerts of {FuzzAlerts.All.Count} kinds");
        var threads = Enumerable.Range(0, _options.Threads).Select(i => new Thread(() => Work(i), 4 << 20) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        for (var lines = 0; threads.Any(t => t.IsAlive); threads.Find(t => t.IsAlive)?.Join(500))
        {
            Watch();
            if (Elapsed / BetweenLines < lines) continue;
            lines++;
            Console.Error.WriteLine(Line());
        }

        return Sum();
    }

    private void Work(int thread)
    {
        using var memory = new GuardedMemory(LongestDatum);
        using var keys = new GuardedMemory(LongestDatum);
        var note = Path.Combine(_folder, $"thread-{thread}.txt");
        while (!_isOver && Next() is var (kind, number))
        {
            File.WriteAllText(note, $"--seed {_options.Seed} --round {kind.Name}/{number}\n");
            var round = new FuzzRound(kind, number, new Random(FuzzRound.SeedOf(_options.Seed, kind.Name, number)), memory, keys);
            _running[thread] = round;
            var start = Stopwatch.GetTimestamp();
            try
            {
                kind.Run(round);
            }
            catch (Exception e)
            {
                _findings.Add(round, e.ToString());
            }

            _running[thread] = null;
            kind.AddTime(Stopwatch.GetTimestamp() - start);
        }

        File.Delete(note);
    }

    /// <summary>First all that has an end, then what had the least time, until the time is up.</summary>
    private (FuzzKind Kind, long Number)? Next()
    {
        if (_options.Round is { } only) return _kinds[0].TakeRound() == 0 ? (_kinds[0], only) : null;
        foreach (var kind in _kinds)
        {
            if (kind.Rounds is { } rounds && kind.TakeRound() is var number && number < rounds) return (kind, number);
        }

        if (Elapsed >= _options.Time) return null;
        var least = _kinds.Where(k => k.Rounds is null).MinBy(k => k.Ticks);
        return least is null ? null : (least, least.TakeRound());
    }

    private void Watch()
    {
        _peak = Math.Max(_peak, Environment.WorkingSet);
        foreach (var round in _running)
        {
            if (round?.Case is not { } running) continue;
            var time = TimeSpan.FromMilliseconds(Environment.TickCount64 - running.Start);
            if (time < LongestCase && _peak < MostMemory) continue;
            _findings.Add(round, $"A case takes {time.TotalSeconds:F0} s; the process has {_peak >> 20} MiB.");
            // A thread that hangs cannot be stopped.
            Environment.Exit(Sum());
        }
    }

    private string Line() =>
        $"{Elapsed:hh\\:mm\\:ss}  {_kinds.Sum(k => k.Tally.Cases),12:N0} cases: {_kinds.Sum(k => k.Tally.Refused):N0} refused, "
        + $"{_kinds.Sum(k => k.Tally.Accepted):N0} accepted, {_findings.Count} finding(s); {_peak >> 20} MiB; "
        + string.Join(" ", _running.Select(r => r is null ? "-" : $"{r.Kind.Name}/{r.Number}"));

    private int Sum()
    {
        _isOver = true;
        Console.WriteLine($"{"kind",-12} {"cases",12} {"refused",12} {"accepted",12} {"findings",9} {"time",8}");
        foreach (var kind in _kinds)
        {
            var tally = kind.Tally;
            var time = Stopwatch.GetElapsedTime(0, kind.Ticks);
            Console.WriteLine(
                $"{kind.Name,-12} {tally.Cases,12:N0} {tally.Refused,12:N0} {tally.Accepted,12:N0} {tally.Findings,9:N0} {time.TotalSeconds,6:F0} s");
        }

        Console.WriteLine(
            $"{"all",-12} {_kinds.Sum(k => k.Tally.Cases),12:N0} {_kinds.Sum(k => k.Tally.Refused),12:N0} {_kinds.Sum(k => k.Tally.Accepted),12:N0} "
            + $"{_findings.Count,9:N0} {Elapsed.TotalSeconds,6:F0} s");
        Console.WriteLine($"seed {_options.Seed}, at most {_peak >> 20} MiB, {_findings.Count} finding(s)");
        return _findings.Count == 0 ? 0 : 1;
    }
}
