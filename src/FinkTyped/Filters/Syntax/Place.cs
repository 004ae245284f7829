namespace FinkTyped.Filters;

/// <summary>A piece of a filter's text: its first character, and how many it has.</summary>
internal readonly record struct Place(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>From the beginning of this piece to the end of another.</summary>
    public Place To(Place last) => new(Start, last.End - Start);
}
