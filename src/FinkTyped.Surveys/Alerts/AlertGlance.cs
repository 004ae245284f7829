using System.Diagnostics.CodeAnalysis;
using FinkTyped.Lsst;
using FinkTyped.Multimessenger;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>
/// What a list, a map or a message says of an alert: who, when, where, how bright, what. It is looked up in the encoded alert, of whichever
/// survey, without decoding the rest.
/// </summary>
public sealed record AlertGlance
{
    private static readonly AlertQuery<ZtfAlert, AlertGlance> OfZtf = ZtfAlert.Select(static alert => new AlertGlance
    {
        Identity = alert.Identity,
        ObservedAt = alert.ObservedAt(),
        Position = alert.Position(),
        Band = ZtfPoints.Band(alert.Candidate.Fid),
        Difference = ZtfPoints.Difference(alert.Candidate),
        Class = Sentinels.Text(alert.Finkclass) ?? Sentinels.Text(alert.Tns) ?? Sentinels.Text(alert.Cdsxmatch),
    });

    private static readonly AlertQuery<LsstAlert, AlertGlance> OfLsst = LsstAlert.Select(static alert => new AlertGlance
    {
        Identity = alert.Identity,
        ObservedAt = alert.ObservedAt(),
        Position = alert.Position(),
        Band = LsstPoints.Band(alert.DiaSource.Band),
        Difference = LsstPoints.Flux(alert.DiaSource.PsfFlux, alert.DiaSource.PsfFluxErr),
        Class = alert.Pred.IsSso == true ? SolarSystem : Sentinels.Text(alert.Xm.TnsType) ?? Sentinels.Text(alert.Xm.SimbadOtype),
    });

    private static readonly AlertQuery<RubinAlert, AlertGlance> OfRubin = RubinAlert.Select(static alert => new AlertGlance
    {
        Identity = alert.Identity,
        ObservedAt = alert.ObservedAt(),
        Position = alert.Position(),
        Band = LsstPoints.Band(alert.DiaSource.Band),
        Difference = LsstPoints.Flux(alert.DiaSource.PsfFlux, alert.DiaSource.PsfFluxErr),
        Class = alert.SsSource.IsNull ? null : SolarSystem,
    });

    // It tells how fast the source changes, and not how bright it is.
    private static readonly AlertQuery<MultimessengerAlert, AlertGlance> OfMultimessenger = MultimessengerAlert.Select(static alert => new AlertGlance
    {
        Identity = AlertWords.OfZtf(alert.ObjectId.ToStringOrNull(), alert.Candid, roid: null, nearest: null),
        ObservedAt = AstroTime.TryFromJulianDateUtc(alert.Jd, out var time) ? time : null,
        Position = AlertWords.Place(alert.ZtfRa, alert.ZtfDec),
        Band = ZtfPoints.Band((int?)alert.Fid),
        Class = Sentinels.Text(alert.FinkClass) ?? Sentinels.Text(alert.Cdsxmatch),
    });

    private const string SolarSystem = "solar system";

    /// <summary>What it is about.</summary>
    public required AlertIdentity Identity { get; init; }

    /// <summary>When the source was seen; null where the alert does not say.</summary>
    public AstroTime? ObservedAt { get; init; }

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public SkyPosition? Position { get; init; }

    /// <summary>The filter: <c>u</c>, <c>g</c>, <c>r</c>, <c>i</c>, <c>z</c> or <c>y</c>; null where the alert does not say.</summary>
    public string? Band { get; init; }

    /// <summary>The flux on the difference image, negative where the source is fainter than the template; null where the alert does not say.</summary>
    public Flux? Difference { get; init; }

    /// <summary>
    /// What Fink, the Transient Name Server or SIMBAD take it for, the first that says something; <c>solar system</c> for LSST's objects of it;
    /// null where nobody says.
    /// </summary>
    public string? Class { get; init; }

    /// <summary>The AB magnitude of the change, brighter or fainter: ZTF's <c>magpsf</c>. Null where there is none.</summary>
    public double? Magnitude => Difference is { } flux ? Photometry.ToMagnitude(Math.Abs(flux.Value)) : null;

    /// <summary>Looks at an encoded alert. False for an alert of no known survey.</summary>
    /// <param name="writer">The schema it was written with.</param>
    /// <param name="datum">The encoded alert.</param>
    /// <param name="glance">What there is to see.</param>
    /// <exception cref="AvroException">The datum is malformed where it was looked at.</exception>
    public static bool TryOf(AvroSchema writer, ReadOnlySpan<byte> datum, [NotNullWhen(true)] out AlertGlance? glance)
    {
        glance = null;
        try
        {
            return SurveyAlert.TypeOf(writer) switch
            {
                SurveyType.Ztf => OfZtf.TryEvaluate(writer, datum, out glance, SurveyAlert.Lenient),
                SurveyType.Lsst => OfLsst.TryEvaluate(writer, datum, out glance, SurveyAlert.Lenient),
                SurveyType.Rubin => OfRubin.TryEvaluate(writer, datum, out glance, SurveyAlert.Lenient),
                SurveyType.Multimessenger => OfMultimessenger.TryEvaluate(writer, datum, out glance, SurveyAlert.Lenient),
                _ => false,
            };
        }
        catch (SchemaResolutionException)
        {
            // Not the survey's after all.
            return false;
        }
    }
}
