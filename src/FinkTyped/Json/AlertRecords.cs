using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace FinkTyped;

/// <summary>What every generated record can do.</summary>
public static class AlertRecords
{
    /// <summary>The record as one datum of its <see cref="IAvroRecord{TSelf}.Schema"/>, as it would be a Kafka message's value.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <exception cref="AvroException">The record cannot be encoded.</exception>
    public static byte[] Encode<T>(this IAvroRecord<T> alert) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(alert);
        var datum = new ArrayBufferWriter<byte>();
        alert.EncodeTo(datum);
        return datum.WrittenSpan.ToArray();
    }

    /// <summary>Writes the record as one datum of its <see cref="IAvroRecord{TSelf}.Schema"/>.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="alert">The record.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <exception cref="AvroException">The record cannot be encoded.</exception>
    public static void EncodeTo<T>(this IAvroRecord<T> alert, IBufferWriter<byte> output) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(alert);
        var writer = new AvroWriter(output);
        alert.Write(ref writer);
        writer.Flush();
    }

    /// <summary>
    /// The record as JSON in the conventions of <see cref="AvroJson"/>: names as in the schema, NaN and infinities as text, bytes as
    /// <see cref="AvroJsonOptions.Bytes"/> says.
    /// </summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="alert">The record.</param>
    /// <param name="options">How to write bytes, and bounds; <see cref="AvroJsonOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">The record cannot be encoded.</exception>
    [SuppressMessage("Design", "CA1062", Justification = "Checked where it is encoded.")]
    public static string ToJson<T>(this IAvroRecord<T> alert, AvroJsonOptions? options = null) where T : class, IAvroRecord<T> =>
        AvroJson.ToString(T.Schema, alert.Encode(), options);
}
