using FinkTyped.Astronomy;

namespace FinkTyped.Lsst;

public sealed partial record LsstAlert : ISurveyAlert
{
    // What was not computed, or not told.
    private const int NotGiven = -1;

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

    /// <summary>
    /// The same without values that stand for none, such as -1 for a score that was not computed and "Unknown": they are null, each as the docs
    /// of its field say. The history is as it was: ask its items for themselves without sentinels.
    /// </summary>
    public LsstAlert WithoutSentinels() => this with
    {
        DiaSource = DiaSource.WithoutSentinels(),
        MpcOrbits = MpcOrbits.WithoutSentinels(),
        Clf = Clf with
        {
            CatsClass = Sentinels.Number(Clf.CatsClass, NotGiven),
            CatsScore = Sentinels.Number(Clf.CatsScore, 0),
            EarlySNIaScore = Sentinels.Number(Clf.EarlySNIaScore, NotGiven),
        },
        TnsTypeRecomputed = Sentinels.Text(TnsTypeRecomputed),
    };

    /// <summary>One line for people: name, time, place and flux, as <c>fink cat</c> shows them.</summary>
    public override string ToString() => AlertSummary.Of(this).ToString();

    AlertIdentity ISurveyAlert.Identity => AlertWords.OfLsst(
        DiaObject.DiaObjectId, DiaSourceId ?? DiaSource.DiaSourceId, Sentinels.Text(MpcOrbits.Designation) ?? Sentinels.Text(SsSource.Designation));

    void ISurveyAlert.CollectPoints(ref PointCollector points) => LsstPoints.Collect(this, ref points);

    AlertSummary ISurveyAlert.Summarise() => LsstSummary.Of(this);
}
