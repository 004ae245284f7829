using System.Globalization;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Quick;

/// <summary>How often a shape is not known, from the first alert on, and once the shapes were learned.</summary>
internal static class LayoutRun
{
    /// <summary>Decodes the alerts twice and says how much had to be walked over each time.</summary>
    public static void Run(AlertSet set, TextWriter output)
    {
        if (set.Survey == "ztf") Run(SurveyCodes.Ztf(), set, output);
        else Run(SurveyCodes.Lsst(), set, output);
    }

    private static void Run<T>(SurveyCode<T> code, AlertSet set, TextWriter output) where T : class, IAvroRecord<T>
    {
        // What was learned belongs to schemas and resolution: of this one nothing was.
        var limits = AvroLimits.Default with { MaxItems = 1_000_000 + set.Datums.Length };
        var decoder = AlertDecoder<T>.For(set.Writer, new SchemaResolution { Limits = limits });
        var items = set.Datums.Sum(datum => code.HistoryItems.TryEvaluate(set.Writer, datum, out var count) ? (long)count : 0);
        var (first, learned) = Misses();
        var (again, _) = Misses();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Layouts: {items:N0} history items, and the runs of fields around them, took {first:N0} walks over an unknown shape ({(double)first / items:P2}) and {learned:N0} shapes; the second time {again:N0} walks ({(double)again / items:P2})."));

        (long Misses, long Learned) Misses()
        {
            var (misses, layouts) = (LayoutStatistics.Misses, LayoutStatistics.Learned);
            foreach (var datum in set.Datums) decoder.Decode(datum);
            return (LayoutStatistics.Misses - misses, LayoutStatistics.Learned - layouts);
        }
    }
}
