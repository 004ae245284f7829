namespace FinkTyped.Benchmarks.Data;

/// <summary>Alerts of one survey and one writer that operations are measured on.</summary>
internal sealed class AlertSet
{
    private AlertSet(string survey, string name, AvroSchema writer, byte[][] datums, int period)
    {
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

    public AvroSchema Writer { get; }

    public byte[][] Datums { get; }

    /// <summary>So many alerts in a row, from anywhere on, are like any other so many: what is measured covers a multiple of them.</summary>
    public int Period { get; }

    public double MeanBytes { get; }

    public double MeanCutoutBytes { get; }

    public double MeanHistoryBytes { get; }

    /// <summary>The alerts of a survey as they came.</summary>
    public static AlertSet Plain(string survey)
    {
        var file = survey == "ztf" ? "fink-ztf-transfer-2026-03-23.avro" : "fink-lsst-transfer-2026-03-18.avro";
        if (RealAlerts.Read(file) is not var (writer, datums)) throw new NotSupportedException("no real alerts in ../shared/data");
        return new(survey, $"{datums.Length} real", writer, datums, datums.Length);
    }

    /// <summary>A thousand different ones made of them, so that neither cache nor branch predictor learns them.</summary>
    public AlertSet Varied()
    {
        var rounds = (1000 + Period - 1) / Period;
        var datums = new byte[rounds * Period][];
        for (var i = 0; i < datums.Length; i++) datums[i] = new DatumVariation(Writer, seed: i).Vary(Datums[i % Period]);
        return new(Survey, $"{datums.Length} varied", Writer, datums, Period);
    }
}
