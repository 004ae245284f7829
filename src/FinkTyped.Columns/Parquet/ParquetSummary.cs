using System.Numerics;
using System.Runtime.InteropServices;

namespace FinkTyped.Columns.Parquet;

/// <summary>The least and the largest value of a column, as they are stored; null where there is none, or none worth the room.</summary>
internal readonly record struct ParquetSummary(byte[]? Least, byte[]? Most)
{
    // What readers look for is shorter.
    private const int LongestText = 256;

    public static ParquetSummary None => default;

    /// <summary>That of numbers. What is not a number is no value here.</summary>
    public static ParquetSummary Of<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var first = 0;
        while (first < values.Length && T.IsNaN(values[first])) first++;
        if (first == values.Length) return None;
        var (least, most) = (values[first], values[first]);
        if (Vector.IsHardwareAccelerated && values.Length - first >= Vector<T>.Count)
        {
            var (low, high) = (new Vector<T>(least), new Vector<T>(most));
            for (; values.Length - first >= Vector<T>.Count; first += Vector<T>.Count)
            {
                var some = new Vector<T>(values[first..]);
                // A comparison with what is not a number is false.
                low = Vector.ConditionalSelect(Vector.LessThan(some, low), some, low);
                high = Vector.ConditionalSelect(Vector.GreaterThan(some, high), some, high);
            }

            for (var i = 0; i < Vector<T>.Count; i++) (least, most) = (low[i] < least ? low[i] : least, high[i] > most ? high[i] : most);
        }

        for (; first < values.Length; first++)
        {
            if (values[first] < least) least = values[first];
            if (values[first] > most) most = values[first];
        }

        // Readers may tell one zero from the other.
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            if (T.IsZero(least)) least = -T.Abs(least);
            if (T.IsZero(most)) most = T.Abs(most);
        }

        return new ParquetSummary(BytesOf(least), BytesOf(most));
    }

    /// <summary>That of booleans.</summary>
    public static ParquetSummary Of(ReadOnlySpan<bool> values) => values.IsEmpty ? None : new ParquetSummary([values.Contains(false) ? (byte)0 : (byte)1], [values.Contains(true) ? (byte)1 : (byte)0]);

    /// <summary>That of texts; without any where one is too long.</summary>
    public static ParquetSummary OfTexts(ReadOnlySpan<byte> least, ReadOnlySpan<byte> most) =>
        least.Length > LongestText || most.Length > LongestText ? None : new ParquetSummary(least.ToArray(), most.ToArray());

    private static byte[] BytesOf<T>(T value) where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
