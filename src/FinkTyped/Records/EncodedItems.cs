namespace FinkTyped;

/// <summary>Items of an array that are kept as they came and decoded when they are looked at.</summary>
internal abstract class EncodedItems<T>
{
    /// <summary>How many items there are.</summary>
    public abstract int Count { get; }

    /// <summary>Decodes an item, anew each time.</summary>
    public abstract T Decode(int index);

    /// <summary>Writes the array from the bytes as they came; false where it has to be written item by item.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="nullBranch">Which branch of the union is null that an item is to be written as; -1 for no union.</param>
    public abstract bool TryWrite(ref AvroWriter writer, int nullBranch);
}
