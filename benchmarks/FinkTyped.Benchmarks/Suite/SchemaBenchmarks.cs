using BenchmarkDotNet.Attributes;
using FinkTyped.Benchmarks.Data;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>What a key costs: each message of the livestream brings its whole schema.</summary>
public class SchemaBenchmarks
{
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

    [Benchmark(Baseline = true, Description = "recognise the last key")]
    public bool Recognise() => _key.AsSpan().SequenceEqual(_same);

    [Benchmark(Description = "parse the schema")]
    public AvroSchema Parse() => AvroSchema.Parse(_key);
}
