using System.Linq;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>A diagnostic as values only, which can be compared and kept between runs.</summary>
/// <param name="Id">Which of <see cref="Descriptors"/>.</param>
/// <param name="Path">The schema file.</param>
/// <param name="Span">Where in it, in characters.</param>
/// <param name="Lines">Where in it, in lines and columns.</param>
/// <param name="Arguments">What the message is filled with.</param>
internal sealed record DiagnosticInfo(string Id, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.Find(Id), Location.Create(Path, Span, Lines), [.. Arguments.Select(a => (object)a)]);
}
