using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Data;

/// <summary>Alerts of one survey and one writer that operations are measured on.</summary>
internal sealed class AlertSet
{
    private AlertSet(string survey, string name, AvroSchema writer, byte[][] datums, int period, bool isVaried = false)
    {
        IsVaried = isVaried;
        Survey = survey;
        Name = name;
        Writer = writer;
        Datums = datums;
        Period = period;
        MeanBytes = datums.Average(datum => (double)datum.Length);
        var sizes = new Sizes();
        foreach (var datum in datums.Take(period)) sizes.Walk(writer, datum);
        MeanCutoutBytes = sizes.Cutouts / (double)period;
        MeanHistoryBytes = sizes.History / (double)period;
    }

    public string Survey { get; }

    /// <summary>What it holds, for people.</summary>
    public string Name { get; }

    /// <summary>Whether the alerts are all different, and more than a cache holds.</summary>
    public bool IsVaried { get; }

    public AvroSchema Writer { get; }

    public byte[][] Datums { get; }

    /// <summary>So many alerts in a row, from anywhere on, are like any other so many: what is measured covers a multiple of them.</summary>
    public int Period { get; }

    public double MeanBytes { get; }

    public double MeanCutoutBytes { get; }

    public double MeanHistoryBytes { get; }

    /// <summary>Real alerts of a survey as they came, or, where there are none, simulated ones.</summary>
    public static AlertSet Plain(string survey)
    {
        var real = RealAlerts.Read(survey == "ztf" ? "fink-ztf-transfer-2026-03-23.avro" : "fink-lsst-transfer-2026-03-18.avro");
        if (real.Count > 0) return new(survey, $"{real.Count} real", real[0].WriterSchema, [.. real.Select(alert => alert.Datum.ToArray())], real.Count);
        // As many as there are real ones.
        byte[][] simulated = survey == "ztf"
            ? [.. new ZtfSimulator(seed: 1).EnumerateDatums(31)]
            : [.. new LsstSimulator(seed: 1).EnumerateDatums(7)];
        return new(survey, $"{simulated.Length} simulated", survey == "ztf" ? ZtfAlert.Schema : LsstAlert.Schema, simulated, simulated.Length);
    }

    /// <summary>A thousand or a few more different ones made of them, so that neither cache nor branch predictor learns them.</summary>
    public AlertSet Varied()
    {
        var rounds = (1000 + Period - 1) / Period;
        var datums = new byte[rounds * Period][];
        for (var i = 0; i < datums.Length; i++) datums[i] = new DatumVariation(Writer, seed: i).Vary(Datums[i % Period]);
        return new(Survey, $"{datums.Length:N0} varied", Writer, datums, Period, isVaried: true);
    }
}
