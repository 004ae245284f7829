using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Tests;

/// <summary>Some hundred alerts of each survey, made once for all tests of their statistics.</summary>
internal static class SimulatedAlerts
{
    private static readonly Lazy<List<ZtfAlert>> LazyZtf = new(() => [.. new ZtfSimulator(7).Enumerate(400)]);
    private static readonly Lazy<List<LsstAlert>> LazyLsst = new(() => [.. new LsstSimulator(7).Enumerate(300)]);
    private static readonly Lazy<int[]> LazyZtfSizes = new(() => Sizes(new ZtfSimulator(7).EnumerateDatums(400)));
    private static readonly Lazy<int[]> LazyLsstSizes = new(() => Sizes(new LsstSimulator(7).EnumerateDatums(300)));

    public static List<ZtfAlert> Ztf => LazyZtf.Value;

    public static List<LsstAlert> Lsst => LazyLsst.Value;

    /// <summary>The lengths of the encoded alerts, in ascending order.</summary>
    public static int[] ZtfSizes => LazyZtfSizes.Value;

    /// <inheritdoc cref="ZtfSizes"/>
    public static int[] LsstSizes => LazyLsstSizes.Value;

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static int[] Sizes(IEnumerable<byte[]> datums) => [.. datums.Select(d => d.Length).Order()];
}
