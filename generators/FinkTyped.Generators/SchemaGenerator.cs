using System.Linq;
using System.Text;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Emit;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators;

/// <summary>
/// Makes C# records of Avro schema files. The steps: additional file → its text and options → files that belong together → model and
/// diagnostics → source and, apart from it, what there is to say. Only values that can be compared pass from one step to the next, so an edit redoes what depends on it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, stop) => SchemaFile.From(pair.Left, pair.Right, stop))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(Steps.Files);

        var sets = files
            .Select(static (file, stop) => SchemaOutline.Of(file, stop))
            .WithTrackingName(Steps.Outlines)
            .Collect()
            .SelectMany(static (outlines, _) => SchemaSet.Compose(outlines))
            .WithTrackingName(Steps.Sets);

        var modelled = sets
            .Select(static (set, stop) => SchemaModeller.Model(set, stop))
            .WithTrackingName(Steps.Modelled);

        var models = modelled
            .Select(static (schema, _) => schema.Model)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.Models);

        var clashes = models
            .Select(static (model, _) => TypeList.Of(model))
            .WithTrackingName(Steps.TypeLists)
            .Collect()
            .Select(static (lists, _) => TypeClash.Find(lists))
            .WithTrackingName(Steps.Clashes);

        context.RegisterSourceOutput(
            models.Combine(clashes).WithTrackingName(Steps.Output),
            static (output, pair) => AddSources(output, pair.Left, pair.Right));

        var options = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, stop) => EditorConfigFile.From(pair.Left, pair.Right, stop))
            .Where(static file => file is not null)
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (provider, _) => ReportOptions.PagesOf(provider)))
            .Select(static (pair, _) => new ReportOptions(pair.Right, new(pair.Left!)))
            .WithTrackingName(Steps.ReportOptions);

        context.RegisterSourceOutput(
            modelled.Combine(clashes).Select(static (pair, _) => TypeClash.Report(pair.Left, pair.Right)).Combine(options).WithTrackingName(Steps.Diagnostics),
            static (output, pair) =>
            {
                foreach (var diagnostic in pair.Left)
                {
                    if (diagnostic.ToDiagnostic(pair.Right) is { } told) output.ReportDiagnostic(told);
                }
            });
    }

    private static void AddSources(SourceProductionContext output, SchemaModel model, EquatableArray<TypeClash> clashes)
    {
        if (clashes.Any(c => c.Path == model.Path)) return;
        foreach (var (hintName, source) in SchemaEmitter.Emit(model))
        {
            output.CancellationToken.ThrowIfCancellationRequested();
            output.AddSource(hintName, SourceText.From(source, Utf8));
        }
    }
}
