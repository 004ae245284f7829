using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.DashboardRun;

/// <summary>Alerts of both surveys in turn, made once and sent over and over: simulating takes longer than looking.</summary>
internal static class SimulatedAlerts
{
    public static readonly string[] Topics = ["fink_sn_candidates_ztf", "fink_uniform_sample_lsst"];

    public static List<(string Topic, AvroSchema Schema, byte[] Datum)> Make(int count)
    {
        var (ztf, lsst) = (new ZtfSimulator(), new LsstSimulator());
        return [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? (Topics[0], ZtfAlert.Schema, ztf.NextDatum()) : (Topics[1], LsstAlert.Schema, lsst.NextDatum()))];
    }
}
