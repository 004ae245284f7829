namespace FinkTyped.Plans;

/// <summary>
/// What an entry of a table of offsets says: from 0 on, where the value begins (a varint, a number, a length), counted from the table's
/// origin; below, one of these.
/// </summary>
internal static class SlotEntry
{
    /// <summary>The value is null, or the writer has no such field and null stands in.</summary>
    public const int Null = -1;

    /// <summary>Not yet looked for.</summary>
    public const int Unknown = -2;

    /// <summary>The writer has no such field and the reader's default stands in.</summary>
    public const int Default = -3;

    // Further down: a value of another type than the reader's, to be converted, and where it begins.
    private const int FirstConverted = -4;

    /// <summary>The entry of a value at <paramref name="offset"/> that has to be converted.</summary>
    public static int Converted(int offset) => FirstConverted - offset;

    /// <summary>Where the value begins that has to be converted.</summary>
    public static int OffsetOfConverted(int entry) => FirstConverted - entry;

    /// <summary>Whether the entry is that of a value that has to be converted.</summary>
    public static bool IsConverted(int entry) => entry <= FirstConverted;

    /// <summary>The same entry counted from an origin <paramref name="shift"/> bytes earlier.</summary>
    public static int Shift(int entry, int shift) => entry >= 0 ? entry + shift : IsConverted(entry) ? entry - shift : entry;
}
