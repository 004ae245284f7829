using System.Diagnostics.CodeAnalysis;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// Turns datums of one writer schema into records, resolving what differs from the compiled schema by Avro's rules and the leniencies of
/// <see cref="SchemaResolution"/>. Safe to share between threads.
/// </summary>
/// <typeparam name="T">A record type generated from a schema file.</typeparam>
public sealed class AlertDecoder<T> where T : class, IAvroRecord<T>
{
    private static readonly SchemaCache<AlertDecoder<T>> Known = new(capacity: 64);

    private readonly DatumResolver _resolver;

    private AlertDecoder(AvroSchema writer, AvroSchema reader, SchemaResolution resolution) =>
        _resolver = DatumResolver.For(writer, reader, resolution);

    /// <summary>The schema the datums were written with.</summary>
    public AvroSchema WriterSchema => _resolver.WriterSchema;

    /// <summary>Whether a datum of the writer's is, byte for byte, a datum of the compiled schema's.</summary>
    public bool IsWireIdentical => _resolver.IsWireIdentical;

    /// <summary>What differs between the writer's schema and the compiled one.</summary>
    public ResolutionReport Report => _resolver.Report;

    /// <summary>How the writer's datums become the reader's.</summary>
    internal DatumResolver Resolver => _resolver;

    /// <summary>How the fields are found, and what was learned of it.</summary>
    internal RecordPlan? Records => _resolver.Records;

    /// <summary>The decoder of a writer schema. The latest are kept, so that asking for each message costs next to nothing.</summary>
    /// <param name="writer">The schema the datums were written with.</param>
    /// <param name="resolution">How to resolve, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="SchemaResolutionException">Some fields cannot be resolved; it names them all.</exception>
    [SuppressMessage("Design", "CA1000", Justification = "The decoder of a type is asked for by the type.")]
    public static AlertDecoder<T> For(AvroSchema writer, SchemaResolution? resolution = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Known.GetOrAdd(writer, T.Schema, resolution ?? SchemaResolution.Default, static (w, r, how) => new AlertDecoder<T>(w, r, how));
    }

    /// <summary>Decodes one datum. The record owns what it holds: nothing in it refers to <paramref name="datum"/>.</summary>
    /// <param name="datum">The encoded datum, and nothing after it.</param>
    /// <exception cref="AvroException">
    /// The datum is malformed, or holds a value that does not fit the compiled schema; offset and field path are those of the writer's datum.
    /// </exception>
    public T Decode(ReadOnlySpan<byte> datum)
    {
        var isOffsetOfDatum = true;
        try
        {
            if (_resolver.Records is { } plan) return DatumTable.Decode<T>(plan, datum);
            using var resolved = _resolver.Resolve(datum);
            isOffsetOfDatum = false;
            return DatumTable.Decode<T>(_resolver.ResolvedRecords, resolved.Span);
        }
        catch (AvroException fault)
        {
            throw _resolver.Locate(fault, datum, isOffsetOfDatum);
        }
    }

    /// <summary>Decodes the first of several datums that follow each other, as in a file, and tells how long it is.</summary>
    /// <remarks>Faults have an offset; their field is for the caller to find.</remarks>
    internal T DecodeFirst(ReadOnlySpan<byte> datums, out int length)
    {
        if (_resolver.Records is { } plan) return DatumTable.DecodeFirst<T>(plan, datums, out length);
        var reader = new AvroReader(datums, _resolver.Limits);
        StepWalker.Skip(ref reader, WriterSchema);
        length = reader.Position;
        return Decode(datums[..length]);
    }
}
