using System.Buffers.Binary;

namespace FinkTyped.Plans;

/// <summary>A number that the reader has as a float or double: read where it lies.</summary>
internal sealed class NumberConversion(AvroType from, AvroType to) : ValueConversion
{
    /// <inheritdoc/>
    public override bool IsInPlace => true;

    /// <summary>Whether the writer's and the reader's type are numbers, of which the reader's is the wider and is encoded differently.</summary>
    public static bool Applies(AvroType from, AvroType to) =>
        (from is AvroType.Int or AvroType.Long && to is AvroType.Float or AvroType.Double) || (from == AvroType.Float && to == AvroType.Double);

    /// <summary>The number as a float.</summary>
    /// <param name="at">Its first byte.</param>
    /// <param name="left">How many bytes are readable from there, at least those of the number.</param>
    public static float ReadFloat(ref byte at, int left) => AvroBits.Long(ref at, left);

    /// <summary>The number as a double.</summary>
    /// <param name="at">Its first byte.</param>
    /// <param name="left">How many bytes are readable from there, at least those of the number.</param>
    public double ReadDouble(ref byte at, int left) => from == AvroType.Float ? AvroBits.Float(ref at) : (double)AvroBits.Long(ref at, left);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Convert(scoped AvroReader wire)
    {
        var encoded = new byte[to == AvroType.Float ? sizeof(float) : sizeof(double)];
        if (to == AvroType.Float) BinaryPrimitives.WriteSingleLittleEndian(encoded, ReadFloat(ref wire.Current, wire.Remaining));
        else BinaryPrimitives.WriteDoubleLittleEndian(encoded, ReadDouble(ref wire.Current, wire.Remaining));
        return encoded;
    }
}
