using System.Numerics;

namespace FinkTyped.Columns;

/// <summary>Decimals of columns: Avro's bytes are a number in two's complement, the highest byte first, of the digits without the point.</summary>
internal static class Decimals
{
    private const int MostBytes = 1024;

    /// <summary>The digits of a value; zero for null.</summary>
    /// <exception cref="AvroException">It has more digits than the schema says.</exception>
    public static BigInteger Of(AlertBytesColumn column, int index, BigInteger end)
    {
        var bytes = column[index];
        // Bytes without end would be a number without end.
        var value = bytes.Length <= MostBytes ? new BigInteger(bytes, isUnsigned: false, isBigEndian: true) : end;
        if (BigInteger.Abs(value) < end) return value;
        throw new AvroException($"{column.Name}: a decimal of {bytes.Length} bytes has more than the {column.Schema.LogicalType!.Precision} digits its schema has");
    }

    /// <summary>What all numbers of so many digits are below.</summary>
    public static BigInteger EndOf(AlertBytesColumn column) => BigInteger.Pow(10, column.Schema.LogicalType!.Precision);

    /// <summary>All values with the lowest byte first, each of the same width.</summary>
    /// <exception cref="AvroException">One has more digits than the schema says.</exception>
    public static byte[] LittleEndian(AlertBytesColumn column, int width)
    {
        var bytes = new byte[(long)column.Count * width];
        var end = EndOf(column);
        for (var i = 0; i < column.Count; i++)
        {
            var value = Of(column, i, end);
            var room = bytes.AsSpan(i * width, width);
            value.TryWriteBytes(room, out var written);
            if (value.Sign < 0) room[written..].Fill(0xFF);
        }

        return bytes;
    }
}
