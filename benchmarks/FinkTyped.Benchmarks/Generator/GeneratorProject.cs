using System.Diagnostics;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FinkTyped.Benchmarks.Generator;

/// <summary>A project with schema files and the generator running in it, as in a compiler or an editor.</summary>
internal sealed class GeneratorProject
{
    private readonly string[] _texts;
    private readonly SchemaText[] _schemas;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public GeneratorProject(params string[] surveys)
    {
        _texts = Array.ConvertAll(surveys, Text);
        _schemas = [.. surveys.Zip(_texts, (survey, text) => new SchemaText($"{survey}.avsc", text))];
        _compilation = CSharpCompilation.Create(
            "Project", [], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(
            [new SchemaGenerator().AsSourceGenerator()],
            _schemas,
            optionsProvider: new SchemaOptions(),
            driverOptions: new(default, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Runs the generator and returns how many files there are now.</summary>
    public int Run()
    {
        _driver = _driver.RunGenerators(_compilation);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    /// <summary>Another line in the project's own code: nothing of the generator's work depends on it.</summary>
    public void EditSource()
    {
        var source = $"// {Guid.NewGuid()}";
        _compilation = _compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
    }

    /// <summary>So many spaces at the end of one schema file: that file is parsed again, and found to say the same.</summary>
    public void EditSchema(int index, int spaces)
    {
        var schema = _schemas[index];
        var next = new SchemaText(schema.Path, _texts[index] + new string(' ', spaces));
        _driver = _driver.ReplaceAdditionalText(schema, next);
        _schemas[index] = next;
    }

    /// <summary>Whether the last run took everything from the one before.</summary>
    public bool IsCached => _driver.GetRunResult().Results.All(result => result.TrackedOutputSteps.Values
        .SelectMany(steps => steps)
        .SelectMany(step => step.Outputs)
        .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    /// <summary>
    /// The generator's first look at a survey's schema in this process, the compiler being warm: milliseconds. Compilation of the generator's
    /// own code is part of it.
    /// </summary>
    public static double Cold(string survey)
    {
        new GeneratorProject().Run();
        var project = new GeneratorProject(survey);
        var start = Stopwatch.GetTimestamp();
        project.Run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(string survey) =>
        File.ReadAllText(Repository.Find("schemas", survey, "alert.avsc") ?? throw new FileNotFoundException($"no schema of {survey}"));
}
