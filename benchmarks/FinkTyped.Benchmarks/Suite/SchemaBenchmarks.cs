using BenchmarkDotNet.Attributes;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Kafka;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>What a key costs: each message of the livestream brings its whole schema.</summary>
public class SchemaBenchmarks
{
    private readonly KnownSchemas _known = new(AvroLimits.Default);
    private byte[] _key = [];
    private byte[] _same = [];

    [Params("ztf", "lsst")]
    public string Survey { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _key = SchemaKeys.Of(AlertSet.Plain(Survey).Writer);
        _same = (byte[])_key.Clone();
        Console.WriteLine($"// a key of {_key.Length} bytes");
    }

    [Benchmark(Baseline = true, Description = "compare with an equal key")]
    public bool Compare() => _key.AsSpan().SequenceEqual(_same);

    [Benchmark(Description = "recognise the last key")]
    public AvroSchema Recognise() => _known.Parse(_key);

    [Benchmark(Description = "parse a new key")]
    public AvroSchema Parse() => AvroSchema.Parse(_key);
}
