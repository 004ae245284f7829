using FinkTyped.Astronomy;

namespace FinkTyped.Ztf;

public sealed partial record ZtfAlert : ISurveyAlert
{
    // Scores that nobody computed: 0 or -1, as their docs say.
    private const int NotComputed = 0;
    private const int NoScore = -1;

    /// <summary>The start of the exposure; null where the alert has no time.</summary>
    public AstroTime? ObservedAt() => AstroTime.TryFromJulianDateUtc(Candidate.Jd, out var time) ? time : null;

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public SkyPosition? Position() => Candidate is { Ra: { } ra, Dec: { } dec } ? new SkyPosition(ra, dec) : null;

    /// <summary>A cutout, a FITS file compressed with gzip; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Cutout(CutoutKind kind) => kind switch
    {
        CutoutKind.Science => CutoutScience.StampData,
        CutoutKind.Template => CutoutTemplate.StampData,
        CutoutKind.Difference => CutoutDifference.StampData,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>
    /// The same without values that stand for none, such as -999, "nan" and "Unknown": they are null, each as the docs of its field say. A map
    /// without any value is null too. The history is as it was: ask its items for themselves without sentinels.
    /// </summary>
    public ZtfAlert WithoutSentinels() => this with
    {
        Candidate = Candidate.WithoutSentinels(),
        Cdsxmatch = Sentinels.Text(Cdsxmatch),
        Tns = Sentinels.Text(Tns),
        DR3Name = Sentinels.Text(DR3Name),
        GaiaClass = Sentinels.Text(GaiaClass),
        Vsx = Sentinels.Text(Vsx),
        SpicyClass = Sentinels.Text(SpicyClass),
        Gcvs = Sentinels.Text(Gcvs),
        X3hsp = Sentinels.Text(X3hsp),
        X4lac = Sentinels.Text(X4lac),
        Tracklet = Sentinels.Text(Tracklet),
        Finkclass = Sentinels.Text(Finkclass),
        Tnsclass = Sentinels.Text(Tnsclass),
        RfSniaVsNonia = Sentinels.Number(RfSniaVsNonia, NotComputed),
        SnnSniaVsNonia = Sentinels.Number(SnnSniaVsNonia, NotComputed),
        SnnSnVsAll = Sentinels.Number(SnnSnVsAll, NotComputed),
        RfKnVsNonkn = Sentinels.Number(RfKnVsNonkn, NotComputed),
        SpicyId = Sentinels.Number(SpicyId, NoScore),
        SlsnScore = Sentinels.Number(SlsnScore, NoScore),
        Mangrove = Mangrove?.Any(entry => Sentinels.Text(entry.Value) is not null) == true ? Mangrove : null,
        BlazarStats = BlazarStats?.Any(entry => entry.Value is not (null or NoScore)) == true ? BlazarStats : null,
    };

    /// <summary>One line for people: name, time, place and magnitude, as <c>fink cat</c> shows them.</summary>
    public override string ToString() => AlertSummary.Of(this).ToString();

    AlertIdentity ISurveyAlert.Identity => AlertWords.OfZtf(ObjectId, Candid ?? Candidate.Candid, Roid, Candidate.Ssnamenr);

    void ISurveyAlert.CollectPoints(ref PointCollector points) => ZtfPoints.Collect(this, ref points);

    AlertSummary ISurveyAlert.Summarise() => ZtfSummary.Of(this);
}
