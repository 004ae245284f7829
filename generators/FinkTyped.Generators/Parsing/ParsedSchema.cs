using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Parsing;

/// <summary>What came of parsing a schema file: a model to emit, and apart from it what there is to say and where.</summary>
/// <param name="Model">The types to generate; null where the file has errors.</param>
/// <param name="Diagnostics">What there is to say about the file.</param>
/// <param name="Places">Where each type of the model comes from.</param>
internal sealed record ParsedSchema(SchemaModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<TypePlace> Places);

/// <summary>Where a generated type comes from.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Span">The name in the schema file, in characters.</param>
/// <param name="Lines">The same in lines and columns.</param>
internal sealed record TypePlace(string Name, TextSpan Span, LinePositionSpan Lines);
