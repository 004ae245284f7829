namespace FinkTyped;

/// <summary>What a hole of a <see cref="JsonTemplate"/> is filled with.</summary>
internal enum JsonHoleKind : byte
{
    Boolean,

    /// <summary>An integer of one byte.</summary>
    ShortInteger,

    /// <summary>An integer of more.</summary>
    Integer,

    Float,
    Double,

    /// <summary>ASCII text; the quotes are the template's.</summary>
    Text,
}

/// <summary>A value that the layout of a record leaves open, and the text before it.</summary>
/// <param name="Before">How many bytes of the template's text stand before it.</param>
/// <param name="Offset">Where the value is, counted from the record's first byte; of text, where its first character is.</param>
/// <param name="Length">How many bytes of text it is.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct JsonHole(int Before, int Offset, int Length, JsonHoleKind Kind);
