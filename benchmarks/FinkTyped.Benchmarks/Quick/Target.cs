namespace FinkTyped.Benchmarks.Quick;

/// <summary>What a figure is held against.</summary>
/// <param name="Row">Number in the list of targets.</param>
/// <param name="Operation">Key of the operation.</param>
/// <param name="Base">Key of the operation it is a ratio to.</param>
/// <param name="Ztf">The ratio not to be exceeded for ZTF.</param>
/// <param name="Lsst">The ratio not to be exceeded for LSST.</param>
internal sealed record Target(int Row, string Operation, string Base, double Ztf, double Lsst)
{
    /// <summary>Ratios of medians in one run.</summary>
    public static readonly Target[] Ratios =
    [
        new(1, "reject-early", "copy", 0.06, 0.01),
        new(2, "reject-late", "floor", 0.5, 0.65),
        new(3, "light-curve", "floor", 1, 1),
        new(4, "view-all", "floor", 3, 4),
        new(5, "record", "floor", 5.5, 3.2),
        new(6, "record-all", "floor", 11, 6.5),
        new(7, "record-other", "record", 1.15, 1.15),
        new(9, "json", "floor", 30, 30),
        new(10, "write", "floor", 3, 4),
        new(15, "filter-early", "reject-early", 1.5, 1.5),
        new(15, "filter-late", "reject-late", 1.5, 1.5),
        new(15, "filter-history", "reject-history", 1.5, 1.5),
    ];

    /// <summary>Bytes allocated for an alert beyond what the operation may allocate.</summary>
    public static double AllocationLimit(string operation, Data.AlertSet set) => operation switch
    {
        "reject-first" or "reject-early" or "reject-late" or "reject-history" or "filter-early" or "filter-late" or "filter-history" or "light-curve" or "view-all" or "write" or "copy" or "floor" => 0,
        "record" => set.MeanCutoutBytes + (set.Survey == "ztf" ? 18_000 : set.MeanHistoryBytes + 15_000),
        _ => double.PositiveInfinity,
    };

    public double For(string survey) => survey == "ztf" ? Ztf : Lsst;
}
