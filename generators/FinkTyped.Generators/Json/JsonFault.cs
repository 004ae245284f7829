using System;

namespace FinkTyped.Generators.Json;

/// <summary>A text is not JSON; caught where the text was given.</summary>
internal sealed class JsonFault(string reason, TextRange range, bool isDepth = false) : Exception(reason)
{
    public TextRange Range { get; } = range;

    /// <summary>Whether the text is refused only because it is nested too deeply.</summary>
    public bool IsDepth { get; } = isDepth;
}
