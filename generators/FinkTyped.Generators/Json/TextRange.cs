namespace FinkTyped.Generators.Json;

/// <summary>A stretch of a text, in characters from its start.</summary>
internal readonly record struct TextRange(int Start, int End)
{
    public int Length => End - Start;
}
