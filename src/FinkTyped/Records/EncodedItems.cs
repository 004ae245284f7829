namespace FinkTyped;

/// <summary>Items of an array that are kept as they came and decoded when they are looked at.</summary>
internal abstract class EncodedItems<T>
{
    /// <summary>The items as they came.</summary>
    public abstract KeptRecords Kept { get; }

    /// <summary>Decodes an item, anew each time.</summary>
    public abstract T Decode(int index);
}
