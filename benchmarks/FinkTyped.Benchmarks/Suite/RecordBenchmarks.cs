using BenchmarkDotNet.Attributes;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>Decoding to records that own their memory, and writing them back.</summary>
public class RecordBenchmarks : AlertBenchmarks
{
    [Benchmark(OperationsPerInvoke = Alerts, Baseline = true, Description = "scan floor")]
    public ulong Floor() => Run("floor");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "decode")]
    public ulong Decode() => Run("record");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "decode, light curve")]
    public ulong LightCurve() => Run("record-curve");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "decode, every value")]
    public ulong EveryValue() => Run("record-all");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "decode, other writer")]
    public ulong OtherWriter() => Run("record-other");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "write back")]
    public ulong Write() => Run("write");
}
