using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>The words that alerts of all surveys have in common.</summary>
public class SurveyAlertTests
{
    [Fact]
    public void A_ZTF_alert_says_what_when_and_where()
    {
        var alert = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf)[0];

        Assert.Equal(("ZTF", alert.ObjectId, alert.Candid), (alert.Identity.Survey, alert.Identity.ObjectId, alert.Identity.SourceId));
        Assert.Equal(new Uri($"https://ztf.fink-portal.org/{alert.ObjectId}"), alert.Identity.Portal);
        Assert.Equal(alert.Candidate.Jd!.Value, alert.ObservedAt()!.Value.JulianDateUtc, 1e-9);
        Assert.Equal(new SkyPosition(alert.Candidate.Ra!.Value, alert.Candidate.Dec!.Value), alert.Position());
    }

    [Fact]
    public void A_solar_system_object_of_LSST_has_a_designation_and_no_object()
    {
        var alerts = SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst);

        Assert.Equal([4, 6], Enumerable.Range(0, alerts.Count).Where(i => alerts[i].Identity.IsSolarSystem));
        foreach (var alert in alerts)
        {
            var identity = alert.Identity;
            Assert.Equal(alert.DiaSourceId, identity.SourceId);
            Assert.Equal(identity.IsSolarSystem, identity.ObjectId is null);
            Assert.Equal(identity.IsSolarSystem, identity.Portal is null);
            Assert.Equal(alert.MpcOrbits.Designation ?? $"{alert.DiaObject.DiaObjectId}", identity.Name);
            Assert.Equal(alert.DiaSource.MidpointMjdTai!.Value, alert.ObservedAt()!.Value.MjdTai, 1e-9);
        }
    }

    [Fact]
    public void An_alert_is_printed_as_one_line()
    {
        var ztf = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf)[0];
        var lsst = SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst);

        Assert.Matches(@"^ZTF\w+  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC in [gri]  RA [\d.]+°, Dec -?[\d.]+°  [\d.]+ ± [\d.]+, (brighter|fainter) than the template; limit [\d.]+$", ztf.ToString());
        Assert.All(lsst, alert => Assert.Matches(@"^[\w ]+  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC in [ugrizy], visit \d+  RA [\d.]+°, Dec -?[\d.]+°  -?\d+ ± \d+ nJy, ", alert.ToString()));
    }

    [Fact]
    public void Cutouts_are_read_from_any_alert()
    {
        foreach (ISurveyAlert alert in new ISurveyAlert[] { new ZtfSimulator().Next(), new LsstSimulator().Next(), EncodedSurveyAlertTests.AsRubin(new LsstSimulator().Next()) })
        {
            Assert.NotNull(CutoutImage.Science(alert));
            Assert.NotNull(CutoutImage.Template(alert));
            Assert.NotEqual(CutoutImage.Science(alert)!.Pixels.ToArray(), CutoutImage.Difference(alert)!.Pixels.ToArray());
        }

        Assert.Null(CutoutImage.Science(new LsstSimulator().Next() with { CutoutScience = null }));
    }

    [Fact]
    public void Alerts_are_known_by_their_schema()
    {
        foreach (var (name, type) in new[] { (SharedAlerts.Ztf, typeof(ZtfAlert)), (SharedAlerts.ZtfOf2019, typeof(ZtfAlert)), ("ztf-native-ZTF19acihgng", typeof(ZtfAlert)), (SharedAlerts.Lsst, typeof(LsstAlert)), ("rubin-native-11.0", typeof(RubinAlert)) })
        {
            foreach (var datum in SharedAlerts.Datums(name))
            {
                Assert.True(SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert), name);
                Assert.IsType(type, alert);
                Assert.NotNull(alert.ObservedAt());
                Assert.NotNull(alert.Position());
                Assert.NotEmpty(LightCurve.Of(alert));
            }
        }

        Assert.False(SurveyAlert.TryDecode(AvroSchema.Parse("\"int\""u8), [2], out _));
        var elasticc = SharedAlerts.Datums("elasticc-747")[0];
        Assert.False(SurveyAlert.TryDecode(elasticc.WriterSchema, elasticc.Datum.Span, out _));
    }

    [Fact]
    public void The_apparent_magnitude_of_a_detection_is_that_in_the_light_curve()
    {
        var alert = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf).First(a => a.Candidate.Distnr is >= 0 and < 1.5f);
        var source = SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst)[0].DiaSource;

        Assert.Equal(LightCurve.Of(alert)[^1].Total!.Value.ToMagnitude(), Photometry.ApparentMagnitude(alert.Candidate));
        Assert.Equal(Photometry.ToMagnitude(source.ScienceFlux!.Value), Photometry.ApparentMagnitude(source)?.Value);
        Assert.Null(Photometry.ApparentMagnitude(alert.Candidate with { Magpsf = null }));
    }
}
