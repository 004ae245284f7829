using BenchmarkDotNet.Attributes;
using FinkTyped.Benchmarks.Suite;

namespace FinkTyped.Benchmarks.Peers;

/// <summary>Decoding a whole alert, beside other libraries for C#. Their values were compared with ours before anything is timed.</summary>
public class PeerBenchmarks : AlertBenchmarks
{
    [Benchmark(OperationsPerInvoke = Alerts, Baseline = true, Description = "scan floor")]
    public ulong Floor() => Run("floor");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "FinkTyped")]
    public ulong Decode() => Run("record");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "FinkTyped, every value")]
    public ulong DecodeAll() => Run("record-all");

#if CHR_AVRO
    [Benchmark(OperationsPerInvoke = Alerts, Description = "Chr.Avro")]
    public ulong ChrAvro() => Run("chr");

    [Benchmark(OperationsPerInvoke = Alerts, Description = "Chr.Avro, every value")]
    public ulong ChrAvroAll() => Run("chr-all");
#endif

    [Benchmark(OperationsPerInvoke = Alerts, Description = "Apache.Avro, generic")]
    public ulong ApacheAvro() => Run("apache");
}
