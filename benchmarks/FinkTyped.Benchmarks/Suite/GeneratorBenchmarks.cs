using BenchmarkDotNet.Attributes;
using FinkTyped.Benchmarks.Generator;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>The generator, the compiler being warm.</summary>
public class GeneratorBenchmarks
{
    private GeneratorProject _project = new();
    private int _edits;

    [Params("ztf", "lsst")]
    public string Survey { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _project = new GeneratorProject(Survey);
        _project.Run();
    }

    [Benchmark(Baseline = true, Description = "a new project")]
    public int New() => new GeneratorProject(Survey).Run();

    [Benchmark(Description = "an edit of other code")]
    public int UnrelatedEdit()
    {
        _project.EditSource();
        return _project.Run();
    }

    [Benchmark(Description = "an edit of the schema file")]
    public int SchemaEdit()
    {
        _project.EditSchema(0, _edits = (_edits + 1) % 8);
        return _project.Run();
    }
}
