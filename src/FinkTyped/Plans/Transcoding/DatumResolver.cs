using System.Buffers;
using FinkTyped.Plans;

namespace FinkTyped.Schemas;

/// <summary>
/// Turns datums of one writer schema into datums of a reader schema, by Avro's rules of schema resolution: bytes to bytes, without making
/// objects of them. Immutable and safe to share between threads.
/// </summary>
public sealed class DatumResolver
{
    private static readonly SchemaCache<DatumResolver> Known = new(capacity: 64);

    private readonly IReadOnlyList<ResolutionProblem>? _problems;
    private readonly bool _problemsCanBeNull;
    private readonly SchemaResolution _resolution;
    private readonly Lazy<ResolverNode> _plan;
    private readonly Lazy<RecordPlan?> _records;
    private readonly Lazy<RecordPlan> _resolvedRecords;
    private int _capacity;

    private DatumResolver(AvroSchema writer, AvroSchema reader, SchemaResolution resolution)
    {
        var match = SchemaMatcher.Match(writer, reader, resolution);
        WriterSchema = writer;
        ReaderSchema = reader;
        Report = new ResolutionReport(match);
        _resolution = resolution;
        // Kept like the others, so that a schema that does not fit is not found out anew for each message.
        if (match.Fails)
        {
            _problems = match.Problems();
            _problemsCanBeNull = !SchemaMatcher.Match(writer, reader, resolution with { UnresolvableNullableIsNull = true }).Fails;
        }

        _plan = new Lazy<ResolverNode>(() => ResolverCompiler.Compile(match));
        _records = new Lazy<RecordPlan?>(() => RecordPlanBuilder.TryBuild(match.Root, resolution.Limits));
        _resolvedRecords = new Lazy<RecordPlan>(() => RecordPlanBuilder.Identity(reader, resolution.Limits));
    }

    /// <summary>The schema of the datums that come in.</summary>
    public AvroSchema WriterSchema { get; }

    /// <summary>The schema of the datums that come out.</summary>
    public AvroSchema ReaderSchema { get; }

    /// <summary>
    /// How to find the reader's fields in the writer's bytes as they are; null where the writer's datum is no record, nor a union of one and
    /// null, so that it has to be resolved first.
    /// </summary>
    internal RecordPlan? Records => _records.Value;

    /// <summary>How to find the reader's fields in a datum that was resolved.</summary>
    internal RecordPlan ResolvedRecords => _resolvedRecords.Value;

    /// <summary>How differences are resolved.</summary>
    internal SchemaResolution Resolution => _resolution;

    /// <summary>Bounds on what a datum may ask for.</summary>
    internal AvroLimits Limits => _resolution.Limits;

    /// <summary>What differs between the two schemas.</summary>
    public ResolutionReport Report { get; }

    /// <summary>Whether the datums come out as they come in.</summary>
    public bool IsWireIdentical => Report.IsWireIdentical;

    /// <summary>The resolver of two schemas. The latest are kept, so that asking again costs next to nothing.</summary>
    /// <param name="writer">The schema of the datums that come in.</param>
    /// <param name="reader">The schema of the datums that come out.</param>
    /// <param name="resolution">How to resolve, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="SchemaResolutionException">Some fields cannot be resolved; it names them all.</exception>
    public static DatumResolver For(AvroSchema writer, AvroSchema reader, SchemaResolution? resolution = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        var resolver = Known.GetOrAdd(writer, reader, resolution ?? SchemaResolution.Default, static (w, r, how) => new DatumResolver(w, r, how));
        return resolver._problems is null ? resolver : throw new SchemaResolutionException(resolver._problems, resolver._problemsCanBeNull);
    }

    /// <summary>Resolves one datum. Nothing is written when it is malformed.</summary>
    /// <param name="datum">The writer's datum, and nothing after it.</param>
    /// <param name="output">Where the reader's datum goes.</param>
    /// <exception cref="AvroException">The datum is malformed, or holds a value that does not fit the reader's schema.</exception>
    /// <remarks>
    /// Values that are taken over as they are, and values that are skipped, are not looked into further than is needed to find their end:
    /// whoever reads the result checks the rest.
    /// </remarks>
    public void Resolve(ReadOnlySpan<byte> datum, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            using var resolved = Resolve(datum);
            output.Write(resolved.Span);
        }
        catch (AvroException fault)
        {
            throw Locate(fault, datum);
        }
    }

    /// <summary>Resolves one datum into pooled memory. Faults have an offset and no path.</summary>
    internal ResolvedDatum Resolve(ReadOnlySpan<byte> datum)
    {
        var state = new ResolverState(datum, _resolution.Limits, Math.Max(_capacity, datum.Length));
        try
        {
            if (IsWireIdentical)
            {
                state.Take(0, datum.Length);
            }
            else
            {
                _plan.Value.Run(ref state);
                if (state.Reader.Position != datum.Length) AvroErrors.TrailingBytes(datum.Length - state.Reader.Position, state.Reader.Position);
            }

            var buffer = state.Finish(out var length);
            // The next one will be about as large. Two threads may both write; either is as good.
            _capacity = length + (length >> 2);
            return new ResolvedDatum(buffer, length);
        }
        finally
        {
            state.Dispose();
        }
    }

    /// <summary>A fault of resolving, or of reading what was resolved, told in terms of the writer's datum.</summary>
    internal AvroException Locate(AvroException fault, ReadOnlySpan<byte> datum, bool isOffsetOfDatum = true) =>
        DatumFaults.Locate(isOffsetOfDatum ? FromItem(fault, datum) : fault, WriterSchema, datum, _resolution.Limits, isOffsetOfDatum);

    // The view of an item counts from the item's first byte. Resolved from the datum's, none is refused for the same before this one.
    private AvroException FromItem(AvroException fault, ReadOnlySpan<byte> datum)
    {
        if (IsWireIdentical || fault is SchemaResolutionException || fault.FieldPath is not null) return fault;
        try
        {
            using var resolved = Resolve(datum);
            return fault;
        }
        catch (AvroException first)
        {
            return first.Reason == fault.Reason && first.Offset > fault.Offset ? first : fault;
        }
    }
}
