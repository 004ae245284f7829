using System.Buffers;
using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Dashboard.Tests;

/// <summary>Alerts to be told to a dashboard.</summary>
internal static class Alerts
{
    public const string ZtfTopic = "fink_sn_candidates_ztf";
    public const string LsstTopic = "fink_uniform_sample_lsst";

    public static EncodedAlert Encode<T>(T alert) where T : class, IAvroRecord<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        return new EncodedAlert(T.Schema, bytes.WrittenMemory);
    }

    /// <summary>Alerts of both surveys in turn, with their topics.</summary>
    public static List<(string Topic, EncodedAlert Alert)> OfBoth(int count)
    {
        var (ztf, lsst) = (new ZtfSimulator(), new LsstSimulator());
        var alerts = new List<(string, EncodedAlert)>();
        for (var i = 0; i < count; i++)
            alerts.Add(i % 2 == 0 ? (ZtfTopic, new EncodedAlert(ZtfAlert.Schema, ztf.NextDatum())) : (LsstTopic, new EncodedAlert(LsstAlert.Schema, lsst.NextDatum())));
        return alerts;
    }
}
