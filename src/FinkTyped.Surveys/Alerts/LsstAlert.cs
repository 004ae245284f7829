using FinkTyped.Astronomy;

namespace FinkTyped.Lsst;

public sealed partial record LsstAlert : ISurveyAlert
{
    /// <summary>The middle of the visit; null where the alert has no time.</summary>
    public AstroTime? ObservedAt() => AstroTime.TryFromMjdTai(DiaSource.MidpointMjdTai, out var time) ? time : null;

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public SkyPosition? Position() => DiaSource is { Ra: { } ra, Dec: { } dec } ? new SkyPosition(ra, dec) : null;

    /// <summary>A cutout, a FITS file of three images; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Cutout(CutoutKind kind) => kind switch
    {
        CutoutKind.Science => CutoutScience,
        CutoutKind.Template => CutoutTemplate,
        CutoutKind.Difference => CutoutDifference,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>One line for people: name, time, place and flux, as <c>fink cat</c> shows them.</summary>
    public override string ToString() => AlertSummary.Of(this).ToString();

    AlertIdentity ISurveyAlert.Identity => new()
    {
        Survey = "LSST",
        ObjectId = Sentinels.Id(DiaObject.DiaObjectId),
        SourceId = DiaSourceId ?? DiaSource.DiaSourceId,
        Designation = Sentinels.Text(MpcOrbits.Designation) ?? Sentinels.Text(SsSource.Designation),
    };

    void ISurveyAlert.CollectPoints(ref PointCollector points) => LsstPoints.Collect(this, ref points);

    AlertSummary ISurveyAlert.Summarise() => LsstSummary.Of(this);
}
