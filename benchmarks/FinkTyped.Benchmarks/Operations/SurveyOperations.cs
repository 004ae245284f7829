using System.Runtime.InteropServices;
using FinkTyped.Benchmarks.Data;

namespace FinkTyped.Benchmarks.Operations;

/// <summary>Every operation on the alerts of one set, and the floors they are measured against.</summary>
internal static class SurveyOperations
{
    /// <summary>The operations, ready to run: what they need is prepared here, and their results were compared.</summary>
    public static Operation[] Of(AlertSet set) => set.Survey == "ztf" ? Of(SurveyCodes.Ztf(), set) : Of(SurveyCodes.Lsst(), set);

    private static Operation[] Of<T>(SurveyCode<T> code, AlertSet set) where T : class, IAvroRecord<T>
    {
        var (writer, datums) = (set.Writer, set.Datums);
        var decoder = AlertDecoder<T>.For(writer);
        Check(code, decoder, datums);

        var copy = new byte[datums.Max(datum => datum.Length)];
        var other = new WriterVariation(writer, T.Schema);
        var others = Array.ConvertAll(datums, other.Encode);
        var otherDecoder = AlertDecoder<T>.For(other.Schema);
        // Enough records to be another one each time, not so many that the collector has to carry a night of them about.
        var records = datums.Take(8 * set.Period).Select(datum => decoder.Decode(datum)).ToArray();
        // JSON takes several times the bytes.
        var output = new FixedBuffer(16 * copy.Length);
        var (early, late, history) = (AlertFilter.Parse(code.EarlyFilter), AlertFilter.Parse(code.LateFilter), AlertFilter.Parse(code.HistoryFilter));
        var lines = new LinesOutsideCutouts(writer, datums);
        var memory = new MemoryOfRecords(writer, datums, datum => decoder.Decode(datum));
        var withoutBytes = new AvroJsonOptions { Bytes = AvroJsonBytes.None };

        return
        [
            new("copy", "floor: copy (memcpy)", i =>
            {
                datums[i].AsSpan().CopyTo(copy);
                return copy[0];
            }),
            new("floor", "floor: scan (straight-line, unchecked)", i => (ulong)code.Scan(ref MemoryMarshal.GetArrayDataReference(datums[i]))),
            new("lines", "floor: one load of each cache line outside the cutouts", lines.Load),
            new("alloc", "floor: the memory of a record, new arrays of the same sizes copied into", memory.Allocate),
            new("reject-first", "view: reject on the first field", i => code.RejectFirst.TryEvaluate(writer, datums[i], out _) ? 1u : 0),
            new("reject-early", "view: reject on an early field", i => code.RejectEarly.TryEvaluate(writer, datums[i], out _) ? 1u : 0),
            new("reject-late", "view: reject on a late field", i => code.RejectLate.TryEvaluate(writer, datums[i], out _) ? 1u : 0),
            new("reject-history", "view: reject after every history item", i => code.RejectHistory.TryEvaluate(writer, datums[i], out _) ? 1u : 0),
            new("filter-early", "filter: reject on an early field", i => early.Accepts(writer, datums[i]) ? 1u : 0),
            new("filter-late", "filter: reject on a late field", i => late.Accepts(writer, datums[i]) ? 1u : 0),
            new("filter-history", "filter: reject after every history item", i => history.Accepts(writer, datums[i]) ? 1u : 0),
            new("light-curve", "view: light curve, 4 columns", i => code.LightCurve.TryEvaluate(writer, datums[i], out var rows) ? (ulong)rows : 0),
            new("view-all", "view: every value", i => code.EveryValue.TryEvaluate(writer, datums[i], out var sum) ? sum : 0),
            new("record", "record", i => decoder.Decode(datums[i]) is null ? 0u : 1),
            new("record-curve", "record and light curve", i => (ulong)code.LightCurveOf(decoder.Decode(datums[i]))),
            new("record-all", "record, then every value", i => code.EveryValueOf(decoder.Decode(datums[i]))),
            new("record-views", "record, then every value, its history through views", i => code.EveryValueThroughViewsOf(decoder.Decode(datums[i]))),
            new("record-other", "record, other writer schema", i => otherDecoder.Decode(others[i]) is null ? 0u : 1),
            new("json", "JSON", i =>
            {
                output.Clear();
                AvroJson.Write(output, writer, datums[i]);
                return (ulong)output.Length;
            }),
            new("json-short", "JSON, cutouts by length only", i =>
            {
                output.Clear();
                AvroJson.Write(output, writer, datums[i], withoutBytes);
                return (ulong)output.Length;
            }),
            new("write", "write a record back", i =>
            {
                output.Clear();
                records[i % records.Length].EncodeTo(output);
                return (ulong)output.Length;
            }),
            .. Peers.PeerOperations.Of(set, datum => code.EveryValueOf(decoder.Decode(datum))),
        ];
    }

    // Nothing is timed that does not give what everything else gives.
    private static void Check<T>(SurveyCode<T> code, AlertDecoder<T> decoder, byte[][] datums) where T : class, IAvroRecord<T>
    {
        foreach (var datum in datums)
        {
            var end = code.Scan(ref MemoryMarshal.GetArrayDataReference(datum));
            if (end != datum.Length) throw new InvalidOperationException($"the scan ends at {end} of {datum.Length}");
            var alert = decoder.Decode(datum);
            if (!code.EveryValue.TryEvaluate(decoder.WriterSchema, datum, out var sum) || sum != code.EveryValueOf(alert))
            {
                throw new InvalidOperationException("view and record disagree");
            }

            if (sum != code.EveryValueThroughViewsOf(alert)) throw new InvalidOperationException("a history and its views disagree");

            if (!code.LightCurve.TryEvaluate(decoder.WriterSchema, datum, out var rows) || rows != code.LightCurveOf(alert))
            {
                throw new InvalidOperationException("the light curves of view and record disagree");
            }

            if (code.RejectFirst.TryEvaluate(decoder.WriterSchema, datum, out _)
                || code.RejectEarly.TryEvaluate(decoder.WriterSchema, datum, out _)
                || code.RejectLate.TryEvaluate(decoder.WriterSchema, datum, out _))
            {
                throw new InvalidOperationException("an alert was to be rejected and was not");
            }
        }
    }
}
