using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Model;

/// <summary>From the schema files of a set to the model of what to generate.</summary>
internal static class SchemaModeller
{
    // Where a project does not say, and has no namespace of its own either.
    private const string FallbackNamespace = "FinkTyped.Generated";

    public static ModelledSchema Model(SchemaSet set, CancellationToken stop)
    {
        var documents = set.Files.Select(file => SchemaDocument.Open(file, stop)).ToList();
        var roots = ReadRoots(documents);
        foreach (var document in documents) CheckOptions(document, roots);
        CheckAgreement(documents);
        EquatableArray<DiagnosticInfo> Said() => new(documents.SelectMany(d => d.Diagnostics.ToArray()).Distinct());
        if (roots.Count == 0 || documents.Any(d => d.Diagnostics.HasErrors)) return new ModelledSchema(null, Said(), default);

        Shapes.Compare(roots);
        var definitions = Definition.All(roots);
        var names = TypeNames.Assign(definitions);
        var types = new ModelBuilder(definitions, names, stop).Build();
        var first = roots[0].Document.File;
        var model = new SchemaModel(first.Path, NamespaceOf(documents), Agreed(documents, f => f.Access) != "internal", types);
        var places = definitions.Select(d => new TypePlace(
            d.Node.Document.File.Path,
            names[d],
            TextSpan.FromBounds(d.Node.NameRange.Start, d.Node.NameRange.End),
            d.Node.Document.Diagnostics.Lines(d.Node.NameRange)));
        return new ModelledSchema(model, Said(), new(places));
    }

    // A file that no other refers to is a schema; what others refer to is read with them. Where all refer to each other, the first is one.
    private static List<RecordNode> ReadRoots(List<SchemaDocument> documents)
    {
        var read = new HashSet<SchemaDocument>();
        var roots = new List<RecordNode>();
        var referred = SchemaSet.Referred(documents);
        foreach (var document in documents.Where(d => d.Json is not null).OrderBy(d => referred.Contains(d)))
        {
            if (read.Contains(document)) continue;
            var reader = new SchemaTreeReader(document, documents);
            var tree = reader.Read();
            read.UnionWith(reader.Documents);
            if (tree is RecordNode root) roots.Add(root);
            else if (tree is not null) document.Diagnostics.Report(Descriptors.RootNotRecord, tree.Range, SchemaTreeReader.Describe(tree));
        }

        return roots;
    }

    private static void CheckOptions(SchemaDocument document, List<RecordNode> roots)
    {
        // The options stand in the project file, out of reach from here: the name they are about is the next best place.
        var file = document.File;
        var place = roots.FirstOrDefault(r => r.Document == document)?.NameRange ?? default;
        if (file.RecordName is { } name && (!Identifiers.IsValid(name) || Identifiers.IsKeyword(name)))
        {
            document.Diagnostics.Report(Descriptors.BadOption, place, "RecordName", name, "it is the name of a C# type, without namespace");
        }
        else if (file.RecordName is { } taken && MemberNames.IsTaken(taken))
        {
            document.Diagnostics.Report(Descriptors.BadOption, place, "RecordName", taken, "generated types have a member of that name");
        }

        if (file.Namespace is { } space && !Identifiers.IsValidDotted(space))
        {
            document.Diagnostics.Report(Descriptors.BadOption, place, "Namespace", space, "it is a C# namespace, with dots between its parts");
        }

        if (file.Access is { } access && access is not ("public" or "internal"))
        {
            document.Diagnostics.Report(Descriptors.BadOption, place, "Access", access, "it is 'public' or 'internal'");
        }
    }

    // Files that make one set of types say the same, or leave it to the others.
    private static void CheckAgreement(List<SchemaDocument> documents)
    {
        foreach (var document in documents)
        {
            Check(document, "Namespace", f => f.Namespace);
            Check(document, "Access", f => f.Access);
        }

        void Check(SchemaDocument document, string option, Func<SchemaFile, string?> value)
        {
            if (value(document.File) is not { } own || Agreed(documents, value) is not { } agreed || own == agreed) return;
            document.Diagnostics.Report(
                Descriptors.BadOption, default, option, own, $"the file belongs together with others, whose {option} is '{agreed}'");
        }
    }

    private static string? Agreed(List<SchemaDocument> documents, Func<SchemaFile, string?> value) =>
        documents.Select(d => value(d.File)).FirstOrDefault(v => v is not null);

    private static string NamespaceOf(List<SchemaDocument> documents) =>
        Agreed(documents, f => f.Namespace)
        ?? (documents[0].File.RootNamespace is { } own ? Identifiers.MakeValidDotted(own) : FallbackNamespace);
}
