using System.Linq;
using System.Threading;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Json;
using FinkTyped.Generators.Model;
using FinkTyped.Generators.Naming;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Parsing;

/// <summary>From the text of a schema file to the model of what to generate.</summary>
internal static class SchemaParser
{
    // Where a project does not say, and has no namespace of its own either.
    private const string FallbackNamespace = "FinkTyped.Generated";

    public static ParsedSchema Parse(SchemaFile file, CancellationToken stop)
    {
        var diagnostics = new DiagnosticBag(file.Path, file.Text ?? "");
        var root = ReadRoot(file, diagnostics, stop);
        CheckOptions(file, root, diagnostics);
        if (root is null || diagnostics.HasErrors) return new ParsedSchema(null, diagnostics.ToArray(), default);

        Shapes.Compare(root);
        var definitions = Definition.All(root);
        var names = TypeNames.Assign(definitions, file.RecordName);
        var types = new ModelBuilder(NamespaceOf(file), definitions, names, diagnostics, stop).Build();
        var model = new SchemaModel(file.Path, NamespaceOf(file), file.Access != "internal", types, SchemaJsonWriter.Write(root));
        var places = definitions.Select(d => new TypePlace(
            names[d], TextSpan.FromBounds(d.Node.NameRange.Start, d.Node.NameRange.End), diagnostics.Lines(d.Node.NameRange)));
        return new ParsedSchema(model, diagnostics.ToArray(), new(places));
    }

    private static RecordNode? ReadRoot(SchemaFile file, DiagnosticBag diagnostics, CancellationToken stop)
    {
        if (file.Text is null || string.IsNullOrWhiteSpace(file.Text))
        {
            diagnostics.Report(Descriptors.Unreadable, default, file.Text is null ? "cannot be read" : "is empty");
            return null;
        }

        try
        {
            var tree = new SchemaTreeReader(diagnostics).Read(JsonReader.Read(file.Text, stop));
            if (tree is null or RecordNode) return (RecordNode?)tree;
            diagnostics.Report(Descriptors.RootNotRecord, tree.Range, SchemaTreeReader.Describe(tree));
        }
        catch (JsonFault fault)
        {
            diagnostics.Report(fault.IsDepth ? Descriptors.TooDeep : Descriptors.NotJson, fault.Range, fault.Message);
        }

        return null;
    }

    private static void CheckOptions(SchemaFile file, RecordNode? root, DiagnosticBag diagnostics)
    {
        // The options stand in the project file, out of reach from here: the name they are about is the next best place.
        var place = root?.NameRange ?? default;
        if (file.RecordName is { } name && (!Identifiers.IsValid(name) || Identifiers.IsKeyword(name)))
        {
            diagnostics.Report(Descriptors.BadOption, place, "RecordName", name, "it is the name of a C# type, without namespace");
        }

        if (file.Namespace is { } space && !Identifiers.IsValidDotted(space))
        {
            diagnostics.Report(Descriptors.BadOption, place, "Namespace", space, "it is a C# namespace, with dots between its parts");
        }

        if (file.Access is { } access && access is not ("public" or "internal"))
        {
            diagnostics.Report(Descriptors.BadOption, place, "Access", access, "it is 'public' or 'internal'");
        }
    }

    private static string NamespaceOf(SchemaFile file) =>
        file.Namespace ?? (file.RootNamespace is { } own ? Identifiers.MakeValidDotted(own) : FallbackNamespace);
}
