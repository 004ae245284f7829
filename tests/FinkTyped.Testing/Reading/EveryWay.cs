using System.Diagnostics;
using FinkTyped.Plans;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Testing;

/// <summary>
/// Reads the same bytes in every way there is, from memory between inaccessible pages. Each way ends in a value or in
/// <see cref="AvroException"/>, soon and in bounded memory; all agree on whether the bytes are a datum, and on what it says.
/// </summary>
internal sealed class EveryWay(AvroSchema writer, AvroRecordSchema reader, SchemaResolution resolution, GuardedMemory memory, Random random)
{
    private const long MostMilliseconds = 60_000;
    private const int LargeDatum = 20_000;

    private static readonly string[] ReasonsOfLimits = [nameof(AvroLimits.MaxItems), nameof(AvroLimits.MaxDepth), nameof(AvroLimits.MaxBytes)];

    private readonly AvroJsonOptions _json = new() { Bytes = AvroJsonBytes.None, Limits = resolution.Limits };
    private readonly AvroJsonOptions _resolvedJson = new() { ReaderSchema = reader, Resolution = resolution, Limits = resolution.Limits };
    private readonly UntypedTree _untyped = new(random);
    // Schemas made by chance may have nothing in common.
    private readonly SchemaResolution _blind = resolution with { AllowBlindQueries = true };
    private readonly TreeQuery _tree = new(reader);
    private readonly TreeQuery _shuffledTree = new(reader, random);
    private readonly StubbornQuery _stubborn = new(reader, random);

    /// <summary>Reads what lies in the span, and makes of it what is to be compared.</summary>
    public delegate object? Reading(ReadOnlySpan<byte> datum);

    /// <summary>How many datums were readable, and how many were not.</summary>
    public (long Accepted, long Refused) Counts { get; private set; }

    /// <summary>Tries all ways; a failed assertion names the way, and its message holds the bytes.</summary>
    public void Check(ReadOnlySpan<byte> bytes)
    {
        var datum = random.Next(3) == 0 ? memory.AtStart(bytes) : memory.AtEnd(bytes);
        var walked = Try("walk", datum, Walk);
        Counts = walked.IsRefused ? (Counts.Accepted, Counts.Refused + 1) : (Counts.Accepted + 1, Counts.Refused);
        Agree(walked, Try("JSON", datum, Json), datum, "JSON");
        Try("skip", datum, Skip);
        Try("resolve", datum, Resolve);
        Try("stubborn query", datum, Stubborn);
        var decoded = Try("decode", datum, Decode);
        var viewed = Try("query", datum, View);
        // A query does not look at what follows the datum, nor at what no field needs: it may only accept more.
        if (!decoded.IsRefused) AgreeOnValue("query", decoded, viewed, datum);
        Try("JSON of the reader's", datum, ResolvedJson);
        var untyped = Try("untyped", datum, Untyped);
        if (walked.IsRefused) return;
        if (datum.Length < LargeDatum) AgreeOnValue("untyped", Try("tree", datum, ReadTree), untyped, datum);
        // The plain interpreter takes its time.
        var expected = datum.Length < LargeDatum ? Expected(Try("tree", datum, ReadTree)) : Try("resolved tree", datum, ReadResolvedTree);
        AgreeOnValue("decode", expected, decoded, datum);
        AgreeOnValue("query", expected, viewed, datum);
    }

    /// <summary>Reads in one way, which must end as all must.</summary>
    public static Outcome Try(string way, ReadOnlySpan<byte> datum, Reading read)
    {
        var start = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return new Outcome(read(datum), null);
        }
        catch (AvroException fault)
        {
            if (fault.Offset is < 0) Fail($"{way}: a fault at offset {fault.Offset}", datum);
            return new Outcome(null, fault.Reason);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail($"{way}: {e}", datum);
            throw;
        }
        finally
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (bytes > (256L << 20) + (1024L * datum.Length)) Fail($"{way}: {bytes} bytes allocated", datum);
            if (Stopwatch.GetElapsedTime(start).TotalMilliseconds > MostMilliseconds) Fail($"{way}: {Stopwatch.GetElapsedTime(start)}", datum);
        }
    }

    /// <summary>Fails unless a way ended as expected, with the same value.</summary>
    public static void AgreeOnValue(string way, Outcome expected, Outcome actual, ReadOnlySpan<byte> datum)
    {
        if (expected.IsOfLimits || actual.IsOfLimits) return;
        if (expected.IsRefused != actual.IsRefused) Fail($"{way}: {actual}, expected {expected}", datum);
        if (TreeEquality.Difference(expected.Value, actual.Value, "$") is { } difference) Fail($"{way}: {difference}", datum);
    }

    private object? Walk(ReadOnlySpan<byte> datum)
    {
        DatumFaults.Validate(writer, datum, resolution.Limits);
        return null;
    }

    private object? Skip(ReadOnlySpan<byte> datum)
    {
        var reader = new AvroReader(datum, resolution.Limits);
        StepWalker.Skip(ref reader, writer);
        return null;
    }

    private object Json(ReadOnlySpan<byte> datum) => AvroJson.ToString(writer, datum, _json).Length;

    private object ResolvedJson(ReadOnlySpan<byte> datum) => AvroJson.ToString(writer, datum, _resolvedJson).Length;

    private object Resolve(ReadOnlySpan<byte> datum)
    {
        using var resolved = DatumResolver.For(writer, reader, resolution).Resolve(datum);
        return resolved.Span.Length;
    }

    private object Stubborn(ReadOnlySpan<byte> datum)
    {
        _stubborn.TryEvaluate(writer, datum, out var refusals, _blind);
        return refusals;
    }

    private object? View(ReadOnlySpan<byte> datum)
    {
        (random.Next(2) == 0 ? _tree : _shuffledTree).TryEvaluate(writer, datum, out var tree, _blind);
        return tree;
    }

    private object? Untyped(ReadOnlySpan<byte> datum) => _untyped.Read(AvroPlan.For(writer, resolution.Limits), datum);

    private object Decode(ReadOnlySpan<byte> datum)
    {
        var record = DynamicRecord.Decode(writer, reader, datum, resolution);
        try
        {
            // What was decoded is there, whatever was decoded on this thread meanwhile.
            return record.ToTree();
        }
        catch (AvroException late)
        {
            throw new InvalidOperationException("a record that was decoded turns out to be malformed", late);
        }
    }

    private object? ReadTree(ReadOnlySpan<byte> datum) => Tree.Read(writer, datum, resolution.Limits);

    private object? ReadResolvedTree(ReadOnlySpan<byte> datum)
    {
        using var resolved = DatumResolver.For(writer, reader, resolution).Resolve(datum);
        return Tree.Read(reader, resolved.Span, resolution.Limits);
    }

    private Outcome Expected(Outcome tree)
    {
        // Schemas are equal whatever their records are called, which is not the same to all resolutions.
        if (tree.IsRefused || (resolution.IgnoreRecordNames && writer.Equals(reader))) return tree;
        try
        {
            return new Outcome(new TreeResolver(resolution).Resolve(writer, reader, tree.Value), null);
        }
        catch (AvroException fault)
        {
            return new Outcome(null, fault.Reason);
        }
    }

    private static void Agree(Outcome expected, Outcome actual, ReadOnlySpan<byte> datum, string way)
    {
        if (expected.IsOfLimits || actual.IsOfLimits) return;
        if (expected.Refusal != actual.Refusal) Fail($"{way}: {actual}, expected {expected}", datum);
    }

    private static void Fail(string what, ReadOnlySpan<byte> datum) => Assert.Fail($"{what}\n{datum.Length} bytes: {Convert.ToHexString(datum)}");

    /// <summary>What a way of reading ended in.</summary>
    internal readonly record struct Outcome(object? Value, string? Refusal)
    {
        public bool IsRefused => Refusal is not null;

        /// <summary>Limits are not counted in quite the same steps by all ways.</summary>
        public bool IsOfLimits => Refusal is { } reason && ReasonsOfLimits.Any(r => reason.Contains(r, StringComparison.Ordinal));

        public override string ToString() => Refusal is null ? "read" : $"refused ({Refusal})";
    }
}
