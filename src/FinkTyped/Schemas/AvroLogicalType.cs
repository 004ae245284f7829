namespace FinkTyped.Schemas;

/// <summary>
/// What the values of a type stand for. It changes nothing of the bytes, and nothing that decodes them looks at it; columns do. One that Avro does not
/// know, that does not fit its type, or whose attributes make no sense is none, as the specification asks.
/// </summary>
/// <param name="Name">
/// Avro's name: <c>date</c>, <c>time-millis</c>, <c>time-micros</c>, <c>timestamp-millis</c>, <c>timestamp-micros</c>, <c>timestamp-nanos</c> and their likes that
/// begin with <c>local-</c>, <c>decimal</c>, <c>uuid</c>, <c>duration</c>.
/// </param>
/// <param name="Precision">The digits of a decimal; 0 for others.</param>
/// <param name="Scale">How many of the digits are behind the point; 0 for others.</param>
public sealed record AvroLogicalType(string Name, int Precision = 0, int Scale = 0)
{
    private const int UuidBytes = 16;
    private const int DurationBytes = 12;

    /// <summary>The logical type of a name, where it fits the type.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type.</param>
    /// <param name="size">The bytes of a fixed.</param>
    /// <param name="precision">What the schema says of the precision; 0 for nothing.</param>
    /// <param name="scale">What it says of the scale; 0 for nothing.</param>
    internal static AvroLogicalType? Of(string name, AvroType type, int size, int precision, int scale) =>
        (name, type) switch
        {
            ("date" or "time-millis", AvroType.Int) => new AvroLogicalType(name),
            ("time-micros", AvroType.Long) => new AvroLogicalType(name),
            ("timestamp-millis" or "timestamp-micros" or "timestamp-nanos", AvroType.Long) => new AvroLogicalType(name),
            ("local-timestamp-millis" or "local-timestamp-micros" or "local-timestamp-nanos", AvroType.Long) => new AvroLogicalType(name),
            ("decimal", AvroType.Bytes) when IsDecimal(precision, scale) => new AvroLogicalType(name, precision, scale),
            ("decimal", AvroType.Fixed) when IsDecimal(precision, scale) && precision <= DigitsOf(size) => new AvroLogicalType(name, precision, scale),
            ("uuid", AvroType.String) => new AvroLogicalType(name),
            ("uuid", AvroType.Fixed) when size == UuidBytes => new AvroLogicalType(name),
            ("duration", AvroType.Fixed) when size == DurationBytes => new AvroLogicalType(name),
            _ => null,
        };

    private static bool IsDecimal(int precision, int scale) => precision > 0 && scale >= 0 && scale <= precision;

    /// <summary>How many digits always fit into so many bytes.</summary>
    private static double DigitsOf(int bytes) => Math.Floor(Math.Log10(2) * ((8.0 * bytes) - 1));
}
