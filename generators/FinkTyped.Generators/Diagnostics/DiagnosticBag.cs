using System;
using System.Collections.Generic;
using FinkTyped.Generators.Json;
using FinkTyped.Generators.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FinkTyped.Generators.Diagnostics;

/// <summary>Gathers what there is to say about one schema file.</summary>
internal sealed class DiagnosticBag(string path, string text)
{
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private int[]? _lineStarts;

    /// <summary>Whether something was said that leaves no types to generate.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, TextRange range, params string[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        _diagnostics.Add(new(descriptor.Id, path, TextSpan.FromBounds(range.Start, range.End), Lines(range), new(arguments)));
    }

    public EquatableArray<DiagnosticInfo> ToArray() => new(_diagnostics);

    /// <summary>A stretch of the text in lines and columns, both from 0.</summary>
    public LinePositionSpan Lines(TextRange range) => new(Position(range.Start), Position(range.End));

    private LinePosition Position(int offset)
    {
        _lineStarts ??= LineStarts(text);
        var line = Array.BinarySearch(_lineStarts, offset);
        if (line < 0) line = ~line - 1;
        return new LinePosition(line, offset - _lineStarts[line]);
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) starts.Add(i + 1);
        }

        return [.. starts];
    }
}
