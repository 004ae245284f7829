using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Lsst;

/// <summary>A deep drilling field.</summary>
/// <param name="Name">As in the alert's <c>observation_reason</c>.</param>
/// <param name="Centre">Its centre.</param>
/// <param name="TemplatePsfSize">The side of the image of a point in its templates' cutouts, in pixels.</param>
internal sealed record LsstField(string Name, SkyPosition Centre, int TemplatePsfSize)
{
    /// <summary>The fields the simulation looks at.</summary>
    public static IReadOnlyList<LsstField> All { get; } =
    [
        new("ddf_edfs_b", new SkyPosition(63.2, -47.4), 55),
        new("ddf_cosmos", new SkyPosition(150.6, 2.6), 51),
        new("ddf_ecdfs", new SkyPosition(53.1, -28.1), 55),
        new("ddf_xmm_lss", new SkyPosition(35.6, -4.8), 51),
    ];
}
