using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FinkTyped.Generators.Tests;

/// <summary>Runs the generator in a made-up project, and compiles what it made with every warning on and none forgiven.</summary>
internal static class Generation
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileNameWithoutExtension(p) is "mscorlib" or "netstandard" or "FinkTyped")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>A project without generated code.</summary>
    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Project",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Parse, $"Source{i}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            warningLevel: 9999,
            generalDiagnosticOption: ReportDiagnostic.Error,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver for the generator that keeps track of its steps.</summary>
    public static GeneratorDriver Driver(IEnumerable<SchemaItem> schemas, string? rootNamespace = "Sample") => CSharpGeneratorDriver.Create(
        [new SchemaGenerator().AsSourceGenerator()],
        schemas,
        Parse,
        new ProjectOptions(rootNamespace),
        new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    /// <summary>What the generator makes of schemas.</summary>
    public static GeneratorRunResult Run(params SchemaItem[] schemas)
    {
        var result = Driver(schemas).RunGenerators(Compilation()).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>What the generator makes of one schema.</summary>
    public static GeneratorRunResult Run(string schema) => Run(new SchemaItem("schema.avsc", schema));

    /// <summary>Generates, compiles and loads; fails with the compiler's words where there is so much as a warning.</summary>
    public static Assembly Build(IEnumerable<SchemaItem> schemas, params string[] sources)
    {
        Driver(schemas).RunGeneratorsAndUpdateCompilation(Compilation(sources), out var compilation, out var diagnostics);
        Assert.DoesNotContain(diagnostics, d => d.Severity >= DiagnosticSeverity.Warning);
        using var image = new MemoryStream();
        var documented = compilation.Emit(image, xmlDocumentationStream: Stream.Null);
        Assert.True(documented.Success, string.Join('\n', documented.Diagnostics.Take(20)));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Generates, compiles and loads one schema.</summary>
    public static Assembly Build(string schema, params string[] sources) => Build([new SchemaItem("schema.avsc", schema)], sources);
}
