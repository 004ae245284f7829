namespace FinkTyped.Columns.Parquet;

/// <summary>What Parquet calls a logical type whose values are whole numbers in the file.</summary>
/// <param name="Converted">Its name of old, which readers of old know; null where there is none.</param>
/// <param name="Logical">Its name, as the footer encodes it.</param>
internal sealed record ParquetAnnotation(byte? Converted, byte[] Logical)
{
    private const byte Millis = 1, Micros = 2, Nanos = 3;
    private const byte Time = 0x7C, Timestamp = 0x8C;

    /// <summary>That of a column; null where it needs none.</summary>
    public static ParquetAnnotation? Of(AlertColumn column) => column.Schema.LogicalType?.Name switch
    {
        "date" => new ParquetAnnotation(6, [0x6C, 0, 0]),
        // Nothing is said of the time zone: none is the one that stands for nothing.
        "time-millis" => new ParquetAnnotation(null, OfTime(Time, Millis, isUtc: false)),
        "time-micros" => new ParquetAnnotation(null, OfTime(Time, Micros, isUtc: false)),
        "timestamp-millis" => new ParquetAnnotation(9, OfTime(Timestamp, Millis, isUtc: true)),
        "timestamp-micros" => new ParquetAnnotation(10, OfTime(Timestamp, Micros, isUtc: true)),
        "timestamp-nanos" => new ParquetAnnotation(null, OfTime(Timestamp, Nanos, isUtc: true)),
        "local-timestamp-millis" => new ParquetAnnotation(null, OfTime(Timestamp, Millis, isUtc: false)),
        "local-timestamp-micros" => new ParquetAnnotation(null, OfTime(Timestamp, Micros, isUtc: false)),
        "local-timestamp-nanos" => new ParquetAnnotation(null, OfTime(Timestamp, Nanos, isUtc: false)),
        _ => null,
    };

    // A union of which one field is set, itself a struct of a boolean and of another such union; a zero ends each.
    private static byte[] OfTime(byte kind, byte unit, bool isUtc) => [kind, (byte)(isUtc ? 0x11 : 0x12), 0x1C, (byte)(unit << 4 | 0xC), 0, 0, 0, 0];
}
