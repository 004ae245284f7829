namespace FinkTyped.Benchmarks.Quick;

/// <summary>What a figure is held against.</summary>
/// <param name="Row">Number in the list of targets.</param>
/// <param name="Operation">Key of the operation.</param>
/// <param name="Base">Key of the operation it is a ratio to; of several, joined by +, the sum of their times.</param>
/// <param name="Ztf">The ratios not to be exceeded for ZTF.</param>
/// <param name="Lsst">The ratios not to be exceeded for LSST.</param>
internal sealed record Target(string Row, string Operation, string Base, Target.Ratio Ztf, Target.Ratio Lsst)
{
    /// <summary>Ratios of medians in one run.</summary>
    public static readonly Target[] Ratios =
    [
        new("1", "reject-early", "copy", new(0.06), new(0.012)),
        new("2", "reject-late", "floor", new(0.5, 0.6), new(0.3, 0.5)),
        new("3", "light-curve", "floor", new(0.6), new(0.7, 0.8)),
        new("4", "view-all", "floor", new(3), new(2.5)),
        new("5", "record", "floor", new(5.5), new(2)),
        new("6", "record-all", "floor", new(10), new(5.5)),
        new("6v", "record-views", "floor", new(8), new(4)),
        new("–", "record-curve", "record+light-curve", new(1.1), new(1.1)),
        new("7", "record-other", "record", new(1.1), new(1.1)),
        new("9", "json-short", "floor", new(15), new(20)),
        new("9h", "json", "floor", new(30), new(25)),
        new("10", "write", "floor", new(1.5), new(0.6)),
        new("F", "filter-early", "reject-early", new(1.5), new(1.5)),
        new("F", "filter-late", "reject-late", new(1.5), new(1.5)),
        new("F", "filter-history", "reject-history", new(1.5), new(1.5)),
    ];

    private static readonly HashSet<string> WithoutAllocation =
    [
        "copy", "floor", "lines", "reject-first", "reject-early", "reject-late", "reject-history", "filter-early", "filter-late", "filter-history",
        "light-curve", "view-all", "write",
    ];

    /// <summary>Bytes allocated for an alert beyond what the operation may allocate.</summary>
    public static double AllocationLimit(string operation, Data.AlertSet set) =>
        WithoutAllocation.Contains(operation) ? 0
        : operation == "record" ? set.MeanCutoutBytes + (set.Survey == "ztf" ? 18_000 : set.MeanHistoryBytes + 15_000)
        : double.PositiveInfinity;

    /// <summary>The ratio not to be exceeded on a set.</summary>
    public double For(Data.AlertSet set)
    {
        var ratio = set.Survey == "ztf" ? Ztf : Lsst;
        return set.IsVaried ? ratio.Varied : ratio.Plain;
    }

    /// <summary>A ratio for alerts that repeat, and for those that are all different.</summary>
    public sealed record Ratio(double Plain, double Varied)
    {
        public Ratio(double both) : this(both, both)
        {
        }
    }
}
