using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>All that the generator may have to say. Each has a page in docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Category = "FinkTyped";

    public static readonly DiagnosticDescriptor NotJson = new(
        "FINK001", "The schema is not JSON", "The schema is not JSON: {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NotAvro = new(
        "FINK002", "The schema is not Avro", "The schema is not Avro: {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor UnknownType = new(
        "FINK003", "Unknown type", "The type '{0}' {1}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DefinedTwice = new(
        "FINK004", "A field or symbol comes twice", "The {0} '{1}' comes twice in '{2}'",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor TwoShapes = new(
        "FINK005", "One name for two types", "'{0}' is defined again with another shape; this one becomes the type '{1}'",
        Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor TypeInTwoFiles = new(
        "FINK006", "A type is generated from two files",
        "'{0}' is generated from '{1}' already; give one of the files another Namespace or RecordName",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor NameChanged = new(
        "FINK007", "A name had to change", "The {0} for '{1}' is called '{2}', since '{3}' {4}",
        Category, DiagnosticSeverity.Info, true);

    public static readonly DiagnosticDescriptor BadUnion = new(
        "FINK008", "The union cannot be represented", "The union cannot be represented: {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor BadOption = new(
        "FINK009", "An option of the schema is not valid", "{0}=\"{1}\" of this FinkSchema item is not valid: {2}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor Unreadable = new(
        "FINK010", "The schema file has nothing to read", "The schema file {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor RootNotRecord = new(
        "FINK011", "The schema is not that of a record", "The schema of an alert is a record; this is {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor TooDeep = new(
        "FINK012", "The schema is nested too deeply", "The schema is nested too deeply: {0}",
        Category, DiagnosticSeverity.Error, true);

    public static readonly DiagnosticDescriptor DefaultIgnored = new(
        "FINK013", "A default is ignored", "The default of '{0}' is ignored: {1}",
        Category, DiagnosticSeverity.Warning, true);

    public static readonly DiagnosticDescriptor TypeInReference = new(
        "FINK014", "A type comes from a referenced project too",
        "'{0}'{1} generated in this project and in '{2}', to which this one refers: they are different types; leave the schema to one of the two projects, or give it Access=\"internal\" or another Namespace in one",
        Category, DiagnosticSeverity.Warning, true);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        NotJson, NotAvro, UnknownType, DefinedTwice, TwoShapes, TypeInTwoFiles, NameChanged, BadUnion, BadOption, Unreadable, RootNotRecord,
        TooDeep, DefaultIgnored, TypeInReference,
    }.ToDictionary(d => d.Id);

    /// <summary>Every diagnostic, by id.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Find(string id) => ById[id];

    /// <summary>The descriptor with a link to its page.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="pages">The folder of the pages, as the build says; null where it does not.</param>
    public static DiagnosticDescriptor WithPage(DiagnosticDescriptor descriptor, string? pages)
    {
        if (!Uri.TryCreate(pages, UriKind.Absolute, out var folder)) return descriptor;
        return new DiagnosticDescriptor(
            descriptor.Id, descriptor.Title, descriptor.MessageFormat, descriptor.Category, descriptor.DefaultSeverity, descriptor.IsEnabledByDefault,
            helpLinkUri: new Uri(folder, descriptor.Id + ".md").AbsoluteUri);
    }
}
