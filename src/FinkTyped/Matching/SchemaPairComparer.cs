using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>Tells pairs of schemas apart by instance: equality would join types of equal bytes and different names.</summary>
internal sealed class SchemaPairComparer : IEqualityComparer<(AvroSchema Writer, AvroSchema Reader, int Place)>
{
    public static SchemaPairComparer Instance { get; } = new();

    public bool Equals((AvroSchema Writer, AvroSchema Reader, int Place) x, (AvroSchema Writer, AvroSchema Reader, int Place) y) =>
        ReferenceEquals(x.Writer, y.Writer) && ReferenceEquals(x.Reader, y.Reader) && x.Place == y.Place;

    public int GetHashCode((AvroSchema Writer, AvroSchema Reader, int Place) pair) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Writer), RuntimeHelpers.GetHashCode(pair.Reader), pair.Place);
}
