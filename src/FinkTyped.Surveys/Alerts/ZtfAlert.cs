using FinkTyped.Astronomy;

namespace FinkTyped.Ztf;

public sealed partial record ZtfAlert : ISurveyAlert
{
    // Fink's flag for an object that the Minor Planet Center knows.
    private const int KnownMinorPlanet = 3;

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

    /// <summary>One line for people: name, time, place and magnitude, as <c>fink cat</c> shows them.</summary>
    public override string ToString() => AlertSummary.Of(this).ToString();

    AlertIdentity ISurveyAlert.Identity => new()
    {
        Survey = "ZTF",
        ObjectId = ObjectId,
        SourceId = Candid ?? Candidate.Candid,
        Designation = Roid == KnownMinorPlanet ? Sentinels.Text(Candidate.Ssnamenr) : null,
    };

    void ISurveyAlert.CollectPoints(ref PointCollector points) => ZtfPoints.Collect(this, ref points);

    AlertSummary ISurveyAlert.Summarise() => ZtfSummary.Of(this);
}
