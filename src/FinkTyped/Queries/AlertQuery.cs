using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// What is wanted of a stream of alerts: which ones, and what of them. Start one with <c>Where</c> or <c>Select</c> on the record of a schema
/// file: <c>LsstAlert.Where(a => a.DiaSource.PsfFlux > 50_000)</c>. It looks at the encoded alert, so an alert it rejects is neither copied
/// nor decoded further than it looked. Immutable, and as safe to share between threads as the functions it was given.
/// </summary>
/// <typeparam name="TAlert">The alerts that it looks at.</typeparam>
/// <typeparam name="TResult">What comes of an alert that is wanted.</typeparam>
public abstract class AlertQuery<TAlert, TResult> where TAlert : class, IAvroRecord<TAlert>
{
    // Alerts of one schema follow each other. A hint only, so threads may share it.
    private LatestResolvers? _latest;

    private protected AlertQuery()
    {
    }

    /// <summary>The compiled schema by whose fields the query looks at alerts.</summary>
    internal virtual AvroSchema Schema => TAlert.Schema;

    /// <summary>Looks at one encoded alert, whatever schema it was written with.</summary>
    /// <param name="writer">The schema the datum was written with. Give the same instance for the same schema: it is recognised by that.</param>
    /// <param name="datum">The encoded datum; it is looked into no further than the query looks.</param>
    /// <param name="result">What comes of it.</param>
    /// <param name="resolution">How to resolve, and bounds; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <returns>Whether the alert is wanted.</returns>
    /// <remarks>
    /// The bytes must not change until the call returns (by another thread, or by the query's own functions). Whoever breaks that gets wrong
    /// values or an exception, but never what lies beyond the datum.
    /// </remarks>
    /// <exception cref="SchemaResolutionException">
    /// Some fields cannot be resolved, or the writer lacks every field that the query asked the first alert for; it names them all.
    /// </exception>
    /// <exception cref="AvroException">The bytes that were looked at disagree with the schema.</exception>
    public bool TryEvaluate(
        AvroSchema writer, ReadOnlySpan<byte> datum, [MaybeNullWhen(false)] out TResult result, SchemaResolution? resolution = null) =>
        TryEvaluate(writer, datum, null, out result, resolution);

    /// <summary>Looks at one encoded alert of which the end may have to be read first.</summary>
    internal bool TryEvaluate(
        AvroSchema writer, ReadOnlySpan<byte> datum, PendingBytes? pending, [MaybeNullWhen(false)] out TResult result, SchemaResolution? resolution)
    {
        var resolver = LatestResolvers.Of(ref _latest, writer, Schema, resolution, out var isNew);
        if (resolver.Records is not { } plan)
        {
            pending?.Fetch(isMissed: true);
            return TryEvaluateResolved(resolver, datum, out result);
        }

        // Not given back after a fault: the next one is a new one.
        var table = isNew && resolver.Resolution.RefusesBlindQueries ? DatumTable.OpenProbing(plan, datum.Length) : DatumTable.Open(plan, datum.Length);
        table.Await(pending);
        try
        {
            var isWanted = TryEvaluate(table.View(datum), out result);
            table.Close();
            return isWanted;
        }
        catch (AvroException fault)
        {
            pending?.Fetch(isMissed: false);
            throw resolver.Locate(fault, datum);
        }
    }

    /// <summary>What differs between a writer's schema and the one by whose fields the query looks at alerts.</summary>
    /// <param name="writer">The schema that alerts were written with.</param>
    /// <param name="resolution">How to resolve; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="SchemaResolutionException">Some fields cannot be resolved; it names them all.</exception>
    public ResolutionReport ReportOf(AvroSchema writer, SchemaResolution? resolution = null) => ResolutionReport.Of(writer, Schema, resolution);

    /// <summary>Looks at the first of several encoded alerts that follow each other, as in a file, and tells how long it is.</summary>
    /// <remarks>Faults have an offset; their field is for the caller to find.</remarks>
    internal bool TryEvaluateFirst(
        AvroSchema writer, ReadOnlySpan<byte> datums, [MaybeNullWhen(false)] out TResult result, out int length, SchemaResolution resolution)
    {
        var resolver = LatestResolvers.Of(ref _latest, writer, Schema, resolution, out var isNew);
        if (resolver.Records is not { } plan)
        {
            var reader = new AvroReader(datums, resolver.Limits);
            StepWalker.Skip(ref reader, writer);
            length = reader.Position;
            return TryEvaluate(writer, datums[..length], out result, resolution);
        }

        var table = isNew && resolver.Resolution.RefusesBlindQueries ? DatumTable.OpenProbing(plan, datums.Length) : DatumTable.Open(plan, datums.Length);
        var isWanted = TryEvaluate(table.View(datums), out result);
        length = table.FindEnd(datums);
        table.Close();
        return isWanted;
    }

    /// <summary>Looks at one alert.</summary>
    /// <param name="alert">The alert, which the query must not keep.</param>
    /// <param name="result">What comes of it.</param>
    /// <returns>Whether the alert is wanted.</returns>
    private protected abstract bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out TResult result);

    private bool TryEvaluateResolved(DatumResolver resolver, ReadOnlySpan<byte> datum, [MaybeNullWhen(false)] out TResult result)
    {
        try
        {
            using var resolved = resolver.Resolve(datum);
            var table = DatumTable.Open(resolver.ResolvedRecords, resolved.Span.Length);
            var isWanted = TryEvaluate(table.View(resolved.Span), out result);
            table.Close();
            return isWanted;
        }
        catch (AvroException fault)
        {
            throw resolver.Locate(fault, datum);
        }
    }
}
