using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FinkTyped.Benchmarks.Data;

namespace FinkTyped.Benchmarks.Suite;

/// <summary>A figure of one alert, or of one operation where a benchmark is not about alerts.</summary>
internal sealed class AlertColumn(string name, string legend, Func<Summary, BenchmarkCase, double?> value, string format, bool ofAlerts = true) : IColumn
{
    public static readonly AlertColumn Microseconds = new(
        "µs", "Median time", (summary, benchmark) => Median(summary, benchmark) / 1000, "N2", ofAlerts: false);

    public static readonly AlertColumn BytesOfOperation = new("B", "Bytes allocated", Allocated, "N0", ofAlerts: false);

    public static readonly AlertColumn Nanoseconds = new("ns/alert", "Median time for one alert", Median, "N0");

    public static readonly AlertColumn Error = new(
        "± ns", "Standard deviation of it", (summary, benchmark) => summary[benchmark]?.ResultStatistics?.StandardDeviation, "N0");

    public static readonly AlertColumn MegabytesPerSecond = new(
        "MB/s", "Encoded megabytes (10^6) in a second", (summary, benchmark) => MeanBytes(benchmark) * 1000 / Median(summary, benchmark), "N0");

    public static readonly AlertColumn Bytes = new("B/alert", "Bytes allocated for one alert", Allocated, "N0");

    public static readonly AlertColumn Ratio = new("× floor", "Median time as a multiple of the scan floor's", RatioToBaseline, "0.###");

    private static readonly Dictionary<string, double> KnownMeanBytes = [];

    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        value(summary, benchmarkCase)?.ToString(format, CultureInfo.InvariantCulture) ?? "?";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) =>
        summary.BenchmarksCases.All(benchmark => benchmark.Descriptor.Type.IsSubclassOf(typeof(AlertBenchmarks)) == ofAlerts);

    public override string ToString() => name;

    private static double? Median(Summary summary, BenchmarkCase benchmark) => summary[benchmark]?.ResultStatistics?.Median;

    private static double? Allocated(Summary summary, BenchmarkCase benchmark) =>
        summary[benchmark]?.GcStats.GetBytesAllocatedPerOperation(benchmark);

    private static double? RatioToBaseline(Summary summary, BenchmarkCase benchmark)
    {
        var floor = summary.BenchmarksCases.FirstOrDefault(other =>
            other.Descriptor.Baseline && other.Parameters.DisplayInfo == benchmark.Parameters.DisplayInfo && other.Job.Id == benchmark.Job.Id);
        return floor is null ? null : Median(summary, benchmark) / Median(summary, floor);
    }

    private static double MeanBytes(BenchmarkCase benchmark)
    {
        var survey = (string)benchmark.Parameters[nameof(AlertBenchmarks.Survey)];
        if (!KnownMeanBytes.TryGetValue(survey, out var bytes)) KnownMeanBytes[survey] = bytes = AlertSet.Plain(survey).MeanBytes;
        return bytes;
    }
}
