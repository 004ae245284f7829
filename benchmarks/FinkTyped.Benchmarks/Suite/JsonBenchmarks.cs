using BenchmarkDotNet.Attributes;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>JSON of datums, without a type.</summary>
public class JsonBenchmarks : AlertBenchmarks
{
    [Benchmark(OperationsPerInvoke = Alerts, Baseline = true, Description = "scan floor")]
    public ulong Floor() => Run("floor");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "JSON")]
    public ulong Json() => Run("json");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "JSON without hashes")]
    public ulong JsonShort() => Run("json-short");
}
