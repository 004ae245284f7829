using System.Buffers;
using System.Runtime.CompilerServices;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Multimessenger;
using FinkTyped.Rubin;
using FinkTyped.Simulation;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>The words of alerts that are still encoded, beside those of the decoded ones.</summary>
public class EncodedSurveyAlertTests
{
    private static readonly AlertQuery<ZtfAlert, Said> OfZtf = ZtfAlert.Select(static a => new Said(
        a.Identity, a.ObservedAt(), a.Position(), LightCurve.Of(a), Photometry.ApparentMagnitude(a.Candidate),
        Pixels(CutoutImage.Science(a)), Pixels(CutoutImage.Template(a)), Pixels(CutoutImage.Difference(a))));

    private static readonly AlertQuery<LsstAlert, Said> OfLsst = LsstAlert.Select(static a => new Said(
        a.Identity, a.ObservedAt(), a.Position(), LightCurve.Of(a), Photometry.ApparentMagnitude(a.DiaSource),
        Pixels(CutoutImage.Science(a)), Pixels(CutoutImage.Template(a)), Pixels(CutoutImage.Difference(a))));

    private static readonly AlertQuery<RubinAlert, Said> OfRubin = RubinAlert.Select(static a => new Said(
        a.Identity, a.ObservedAt(), a.Position(), LightCurve.Of(a), Photometry.ApparentMagnitude(a.DiaSource),
        Pixels(CutoutImage.Science(a)), Pixels(CutoutImage.Template(a)), Pixels(CutoutImage.Difference(a))));

    /// <summary>An alert of LSST as Rubin itself would send it: null where Fink has a record of nulls.</summary>
    internal static RubinAlert AsRubin(LsstAlert alert)
    {
        var isMoving = alert.DiaObject.DiaObjectId is null;
        if (isMoving) alert = alert with { DiaObject = alert.DiaObject with { DiaObjectId = 0, Ra = 0, Dec = 0 } };
        var packet = AlertDecoder<RubinAlert>.For(LsstAlert.Schema).Decode(Encode(alert));
        return isMoving ? packet with { DiaObject = null } : packet with { SsSource = null, MpcOrbits = null };
    }

    [Fact]
    public void Simulated_alerts_say_the_same_encoded_as_decoded()
    {
        foreach (var alert in new ZtfSimulator().Enumerate(20)) Compare(alert, ZtfAlert.Schema, Encode(alert));
        foreach (var alert in new LsstSimulator().Enumerate(40)) Compare(alert, LsstAlert.Schema, Encode(alert));
        foreach (var alert in new LsstSimulator().Enumerate(40).Select(AsRubin)) Compare(alert, RubinAlert.Schema, Encode(alert));
    }

    [Theory]
    [InlineData(SharedAlerts.Ztf)]
    [InlineData("ztf-native-ZTF19acihgng")]
    [InlineData(SharedAlerts.Lsst)]
    [InlineData("rubin-native-11.0")]
    public void Real_alerts_say_the_same_encoded_as_decoded(string name)
    {
        foreach (var datum in SharedAlerts.Datums(name))
        {
            Assert.True(SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert));
            Compare(alert, datum.WriterSchema, datum.Datum.Span);
        }
    }

    [Fact]
    public void What_is_not_there_is_null_in_Rubins_packets_too()
    {
        var alert = AsRubin(new LsstSimulator().Next()) with { DiaObject = null, SsSource = null, MpcOrbits = null, PrvDiaSources = null, PrvDiaForcedSources = null, CutoutScience = null };

        Compare(alert, RubinAlert.Schema, Encode(alert));
        Assert.Equal((null, null, alert.DiaSourceId), (alert.Identity.ObjectId, alert.Identity.Designation, alert.Identity.SourceId));
        Assert.Single(LightCurve.Of(alert));
        Assert.Null(CutoutImage.Science(alert));
    }

    [Fact]
    public void A_glance_is_what_the_alert_says()
    {
        foreach (var alert in new ZtfSimulator().Enumerate(20))
        {
            Assert.True(AlertGlance.TryOf(ZtfAlert.Schema, Encode(alert), out var glance));
            Assert.Equal((alert.Identity, alert.ObservedAt(), alert.Position()), (glance.Identity, glance.ObservedAt, glance.Position));
            Assert.Equal(LightCurve.Of(alert)[^1].Band, glance.Band);
            Assert.Equal(LightCurve.Of(alert)[^1].Difference, glance.Difference);
            Assert.Equal(alert.Candidate.Magpsf!.Value, glance.Magnitude!.Value, 1e-9);
        }

        foreach (var alert in new LsstSimulator().Enumerate(60))
        {
            Assert.True(AlertGlance.TryOf(LsstAlert.Schema, Encode(alert), out var glance));
            Assert.True(AlertGlance.TryOf(RubinAlert.Schema, Encode(AsRubin(alert)), out var packet));
            Assert.Equal((alert.Identity, alert.Position(), alert.DiaSource.Band), (glance.Identity, glance.Position, glance.Band));
            Assert.Equal((alert.Identity, alert.Position(), alert.DiaSource.Band), (packet.Identity, packet.Position, packet.Band));
            Assert.Equal((float)glance.Difference!.Value.Value, alert.DiaSource.PsfFlux);
            if (alert.Identity.IsSolarSystem) Assert.Equal("solar system", glance.Class);
        }

        Assert.False(AlertGlance.TryOf(AvroSchema.Parse("\"int\""u8), [2], out _));
        Assert.Throws<AvroException>(() => AlertGlance.TryOf(ZtfAlert.Schema, [2, 3, 4], out _));
    }

    [Fact]
    public void A_glance_at_a_multimessenger_alert_is_what_it_says()
    {
        var alert = new MultimessengerAlert
        {
            ObjectId = "ZTF19acihgng",
            Candid = 1234567890123456789,
            TriggerId = "S230518h",
            Jd = 2460082.75,
            ZtfRa = 12.5,
            ZtfDec = -3.25,
            Fid = 2,
            FinkClass = "Unknown",
            Cdsxmatch = "Star",
        };

        Assert.True(AlertGlance.TryOf(MultimessengerAlert.Schema, Encode(alert), out var glance));
        Assert.Equal(("ZTF19acihgng", 1234567890123456789), (glance.Identity.Name, glance.Identity.SourceId));
        Assert.Equal((AstroTime.FromJulianDateUtc(2460082.75), new SkyPosition(12.5, -3.25)), (glance.ObservedAt!.Value, glance.Position!.Value));
        Assert.Equal(("r", "Star", null), (glance.Band, glance.Class, glance.Magnitude));
        Assert.False(SurveyAlert.TryDecode(MultimessengerAlert.Schema, Encode(alert), out _));
    }

    [Fact]
    public void A_class_that_says_nothing_is_none()
    {
        var alert = new ZtfSimulator().Next() with { Tns = "", Cdsxmatch = "Fail 500" };

        Assert.Equal("Early SN Ia candidate", ClassOf(alert with { Finkclass = "Early SN Ia candidate" }));
        Assert.Equal("SN II", ClassOf(alert with { Finkclass = "Unknown", Tns = "SN II" }));
        Assert.Null(ClassOf(alert with { Finkclass = null }));

        static string? ClassOf(ZtfAlert alert) => AlertGlance.TryOf(ZtfAlert.Schema, Encode(alert), out var glance) ? glance.Class : "no glance";
    }

    [Fact]
    public void A_light_curve_of_a_view_takes_its_points_and_no_more()
    {
        Measure(ZtfAlert.Select(static alert => LightCurve.Of(alert)), ZtfAlert.Schema, [.. new ZtfSimulator().Enumerate(5).Select(Encode)]);
        Measure(LsstAlert.Select(static alert => LightCurve.Of(alert)), LsstAlert.Schema, [.. new LsstSimulator().Enumerate(5).Select(Encode)]);
        Measure(RubinAlert.Select(static alert => LightCurve.Of(alert)), RubinAlert.Schema, [.. new LsstSimulator().Enumerate(5).Select(a => Encode(AsRubin(a)))]);

        static void Measure<T>(AlertQuery<T, LightCurve> query, AvroSchema writer, byte[][] datums) where T : class, IAvroRecord<T>
        {
            foreach (var datum in datums)
            {
                Assert.True(query.TryEvaluate(writer, datum, out var curve));
                var allocated = Allocated.By(() => query.TryEvaluate(writer, datum, out _));

                // The array and the curve have headers.
                Assert.InRange(allocated, 0, (curve!.Count * Unsafe.SizeOf<LightCurvePoint>()) + 64);
            }
        }
    }

    private static void Compare(ISurveyAlert alert, AvroSchema writer, ReadOnlySpan<byte> datum)
    {
        Said? said;
        Assert.True(alert switch
        {
            ZtfAlert => OfZtf.TryEvaluate(writer, datum, out said),
            LsstAlert => OfLsst.TryEvaluate(writer, datum, out said),
            _ => OfRubin.TryEvaluate(writer, datum, out said),
        });
        var apparent = alert switch
        {
            ZtfAlert ztf => Photometry.ApparentMagnitude(ztf.Candidate),
            LsstAlert lsst => Photometry.ApparentMagnitude(lsst.DiaSource),
            _ => Photometry.ApparentMagnitude(((RubinAlert)alert).DiaSource),
        };
        Assert.Equal((alert.Identity, alert.ObservedAt(), alert.Position(), apparent), (said!.Identity, said.ObservedAt, said.Position, said.Apparent));
        Assert.Equal(LightCurve.Of(alert).AsEnumerable(), said.Curve);
        Assert.Equal(Pixels(CutoutImage.Science(alert)), said.Science);
        Assert.Equal(Pixels(CutoutImage.Template(alert)), said.Template);
        Assert.Equal(Pixels(CutoutImage.Difference(alert)), said.Difference);
    }

    private static byte[] Encode<T>(T alert) where T : class, IAvroRecord<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static float[]? Pixels(CutoutImage? image) => image?.Pixels.ToArray();

    private sealed record Said(
        AlertIdentity Identity, AstroTime? ObservedAt, SkyPosition? Position, LightCurve Curve, Magnitude? Apparent, float[]? Science, float[]? Template, float[]? Difference);
}
