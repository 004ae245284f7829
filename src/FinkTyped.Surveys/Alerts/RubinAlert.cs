using System.Globalization;
using FinkTyped.Astronomy;

namespace FinkTyped.Rubin;

public sealed partial record RubinAlert : ISurveyAlert
{
    /// <summary>The middle of the visit; null where that is no time.</summary>
    public AstroTime? ObservedAt() => AstroTime.TryFromMjdTai(DiaSource.MidpointMjdTai, out var time) ? time : null;

    /// <summary>Where the source was seen.</summary>
    public SkyPosition? Position() => new SkyPosition(DiaSource.Ra, DiaSource.Dec);

    /// <summary>A cutout, a FITS file of three images; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Cutout(CutoutKind kind) => kind switch
    {
        CutoutKind.Science => CutoutScience,
        CutoutKind.Template => CutoutTemplate,
        CutoutKind.Difference => CutoutDifference,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>
    /// The same without values that stand for none, such as 0 for an id: they are null, each as the docs of its field say. The history is as it
    /// was: ask its items for themselves without sentinels.
    /// </summary>
    public RubinAlert WithoutSentinels() => this with { DiaSource = DiaSource.WithoutSentinels(), MpcOrbits = MpcOrbits?.WithoutSentinels() };

    /// <summary>One line for people: name, time, place and flux.</summary>
    public override string ToString() => AlertSummary.Of(this).ToString();

    AlertIdentity ISurveyAlert.Identity => AlertWords.OfLsst(
        DiaObject?.DiaObjectId, DiaSourceId, Sentinels.Text(MpcOrbits?.Designation) ?? Sentinels.Text(SsSource?.Designation));

    void ISurveyAlert.CollectPoints(ref PointCollector points) => RubinPoints.Collect(this, ref points);

    AlertSummary ISurveyAlert.Summarise()
    {
        var identity = ((ISurveyAlert)this).Identity;
        return new AlertSummary(identity.Designation ?? identity.ObjectId ?? "LSST alert")
            .With("source", identity.SourceId?.ToString(CultureInfo.InvariantCulture))
            .WithTime(this, DiaSource.Band, string.Create(CultureInfo.InvariantCulture, $", visit {DiaSource.Visit}"))
            .WithPosition(this, 6)
            .With("flux", LsstSummary.Flux(DiaSource.PsfFlux, DiaSource.PsfFluxErr, DiaSource.Snr))
            .With("before", LsstSummary.History(PrvDiaSources?.Count ?? 0, PrvDiaForcedSources?.Count ?? 0))
            .With("reliability", AlertSummary.Number(DiaSource.Reliability, 2))
            .WithCutouts(this)
            .With("page", identity.IsSolarSystem ? null : identity.Portal?.ToString());
    }
}
