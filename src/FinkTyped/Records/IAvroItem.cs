using System.ComponentModel;

namespace FinkTyped.Generated;

/// <summary>
/// How one item of an array, or one value of a map, is made from its bytes and written. The generator writes one such struct for each item
/// type; the methods are static so that an array costs no delegate and no virtual call.
/// </summary>
/// <typeparam name="T">The item's C# type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAvroItem<T>
{
    /// <summary>Which branch of a union of two is null; -1 where an item is no such union.</summary>
    static virtual int NullBranch => -1;

    /// <summary>Makes an item that owns its memory.</summary>
    static abstract T Keep(AvroValueView value);

    /// <summary>Writes one item.</summary>
    static abstract void Write(ref AvroWriter writer, T value);
}
