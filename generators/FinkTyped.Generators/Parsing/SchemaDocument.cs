using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Json;

namespace FinkTyped.Generators.Parsing;

/// <summary>A schema file while it is read: its JSON, and what there is to say about it.</summary>
internal sealed class SchemaDocument
{
    private SchemaDocument(SchemaFile file)
    {
        File = file;
        Diagnostics = new DiagnosticBag(file.Path, file.Text ?? "");
    }

    public SchemaFile File { get; }

    /// <summary>The file's name, without folders.</summary>
    public string Name => File.Path.Substring(Folder(File.Path).Length);

    public DiagnosticBag Diagnostics { get; }

    /// <summary>The JSON; null, and an error reported, where the text is none.</summary>
    public JsonNode? Json { get; private set; }

    /// <summary>The definitions in it; null where the text is no JSON.</summary>
    public DefinitionIndex? Index { get; private set; }

    public static SchemaDocument Open(SchemaFile file, CancellationToken stop)
    {
        var document = new SchemaDocument(file);
        if (file.Text is null || string.IsNullOrWhiteSpace(file.Text))
        {
            document.Diagnostics.Report(Descriptors.Unreadable, default, file.Text is null ? "cannot be read" : "is empty");
            return document;
        }

        try
        {
            document.Json = JsonReader.Read(file.Text, stop);
            document.Index = DefinitionIndex.Of(document.Json);
        }
        catch (JsonFault fault)
        {
            document.Diagnostics.Report(fault.IsDepth ? Descriptors.TooDeep : Descriptors.NotJson, fault.Range, fault.Message);
        }

        return document;
    }

    /// <summary>
    /// Which of several files a name refers to that the file at a path does not define itself: those beside it before all others. More than
    /// one where nothing tells which is meant.
    /// </summary>
    public static IReadOnlyList<T> Nearest<T>(IEnumerable<T> definers, string path, Func<T, string> pathOf)
    {
        var all = definers.ToList();
        var beside = all.Where(definer => Folder(pathOf(definer)) == Folder(path)).ToList();
        return beside.Count > 0 ? beside : all;
    }

    private static string Folder(string path) => path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1);
}
