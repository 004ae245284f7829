using BenchmarkDotNet.Attributes;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>Looking at encoded alerts.</summary>
public class ViewBenchmarks : AlertBenchmarks
{
    [Benchmark(OperationsPerInvoke = Alerts, Description = "copy")]
    public ulong Copy() => Run("copy");

    [Benchmark(OperationsPerInvoke = Alerts, Baseline = true, Description = "scan floor")]
    public ulong Floor() => Run("floor");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "reject on the first field")]
    public ulong RejectFirst() => Run("reject-first");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "reject on an early field")]
    public ulong RejectEarly() => Run("reject-early");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "reject on a late field")]
    public ulong RejectLate() => Run("reject-late");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "reject after every history item")]
    public ulong RejectHistory() => Run("reject-history");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "filter: an early field")]
    public ulong FilterEarly() => Run("filter-early");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "filter: a late field")]
    public ulong FilterLate() => Run("filter-late");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "filter: every history item")]
    public ulong FilterHistory() => Run("filter-history");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "light curve")]
    public ulong LightCurve() => Run("light-curve");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "every value")]
    public ulong EveryValue() => Run("view-all");
}
