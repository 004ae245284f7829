using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Model;

/// <summary>What came of the schema files of a set: a model to emit, and apart from it what there is to say and where.</summary>
/// <param name="Model">The types to generate; null where the files have errors.</param>
/// <param name="Diagnostics">What there is to say about the files.</param>
/// <param name="Places">Where each type of the model comes from.</param>
internal sealed record ModelledSchema(SchemaModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<TypePlace> Places);

/// <summary>Where a generated type comes from.</summary>
/// <param name="Path">The schema file.</param>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Span">The name in the schema file, in characters.</param>
/// <param name="Lines">The same in lines and columns.</param>
internal sealed record TypePlace(string Path, string Name, TextSpan Span, LinePositionSpan Lines);
