namespace FinkTyped;

/// <summary>
/// How one item of an array, or one value of a map, is read and written. The generator writes one such struct for each item type; the
/// methods are static so that reading an array costs no delegate and no virtual call.
/// </summary>
/// <typeparam name="T">The item's C# type.</typeparam>
public interface IAvroItem<T>
{
    /// <summary>The fewest bytes an item can take; 0 only for null and for records without fields.</summary>
    static abstract int MinBytes { get; }

    /// <summary>Which branch of a union of two is null; -1 where an item is no such union.</summary>
    static virtual int NullBranch => -1;

    /// <summary>Reads one item.</summary>
    static abstract T Read(ref AvroReader reader);

    /// <summary>Writes one item.</summary>
    static abstract void Write(ref AvroWriter writer, T value);
}
