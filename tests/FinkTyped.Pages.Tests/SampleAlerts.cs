using System.Buffers;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Pages.Tests;

/// <summary>Alerts to be shown.</summary>
internal static class SampleAlerts
{
    /// <summary>An alert as a file or a stream holds it.</summary>
    public static AlertDatum Datum<T>(T alert, long index = 0) where T : class, IAvroRecord<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        return new AlertDatum(T.Schema, bytes.WrittenMemory, new AlertPlace("sample.avro", 0, index));
    }

    /// <summary>A simulated alert of ZTF.</summary>
    public static AlertDatum Ztf(Func<ZtfAlert, ZtfAlert>? change = null) => Datum(change is null ? new ZtfSimulator().Next() : change(new ZtfSimulator().Next()));

    /// <summary>A simulated alert of LSST.</summary>
    public static AlertDatum Lsst(Func<LsstAlert, LsstAlert>? change = null) => Datum(change is null ? new LsstSimulator().Next() : change(new LsstSimulator().Next()));

    /// <summary>A simulated alert of LSST of an object of the solar system.</summary>
    public static AlertDatum SolarSystem() => Datum(new LsstSimulator().Enumerate(500).First(a => a.MpcOrbits.Designation is not null));

    /// <summary>A simulated alert of LSST as Rubin itself would send it.</summary>
    public static AlertDatum Rubin()
    {
        var datum = Lsst();
        return Datum(AlertDecoder<RubinAlert>.For(datum.WriterSchema).Decode(datum.Datum.Span));
    }

    /// <summary>Every real alert there is; none where the shared data are absent.</summary>
    public static IEnumerable<AlertDatum> Real() => SharedAlerts.Names.SelectMany(row => SharedAlerts.Datums(row.Data.Item1));
}
