using System.Text.Json.Nodes;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>Alerts that stand in files as other writers left them, read as the compiled types of today.</summary>
public class EarlyAlertTests
{
    private static readonly Dictionary<string, string> OldNames = new() { ["rf_snia_vs_nonia"] = "rfscore" };

    private static readonly SchemaResolution Lenient = SchemaResolution.Default with { UnresolvableNullableIsNull = true };
    private static readonly AlertFileOptions LenientFiles = new() { Resolution = Lenient };

    [Fact]
    public void Alerts_of_2019_are_read_but_for_the_field_that_changed_its_kind()
    {
        var datums = SharedAlerts.Datums(SharedAlerts.ZtfOf2019);
        var decoder = AlertDecoder<ZtfAlert>.For(datums[0].WriterSchema, Lenient);

        var (expected, values) = CompareAll(decoder, datums, SharedAlerts.Expected(SharedAlerts.ZtfOf2019), ["timestamp"]);

        Assert.Equal((11, 51), (datums.Count, expected.Missing.Count));
        Assert.Equal(["rf_snia_vs_nonia"], expected.Renamed);
        Assert.InRange(values, 11 * 1000, 11 * 5000);
        var lost = Assert.Single(decoder.Report.Differences, d => d.Kind == ResolutionDifferenceKind.Unresolvable);
        Assert.Equal(("timestamp", "long or null", "string or null"), (lost.Path, lost.WriterType, lost.ReaderType));
        Assert.Equal("timestamp: long or null cannot become string or null; it is null", lost.ToString());
    }

    [Fact]
    public void Without_the_setting_they_are_refused_with_a_word_about_it()
    {
        var fault = Assert.Throws<SchemaResolutionException>(
            () => AlertDecoder<ZtfAlert>.For(SharedAlerts.Datums(SharedAlerts.ZtfOf2019)[0].WriterSchema));

        Assert.Equal("timestamp", Assert.Single(fault.Problems).Path);
        Assert.Contains("timestamp: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(SchemaResolution.UnresolvableNullableIsNull), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_queries_take_the_setting()
    {
        var path = SharedAlerts.PathOf(SharedAlerts.ZtfOf2019);

        var alerts = AlertFile.Read<ZtfAlert>(path, LenientFiles).ToList();
        var ids = AlertFile.Read(path, ZtfAlert.Select(static alert => alert.ObjectId.ToString()), LenientFiles).ToList();
        var timed = AlertFile.Read(path, ZtfAlert.Where(static alert => !alert.Timestamp.IsNull), LenientFiles).ToList();

        Assert.Equal(SharedAlerts.Expected(SharedAlerts.ZtfOf2019).Select(a => a.GetProperty("objectId").GetString()), alerts.Select(a => a.ObjectId));
        Assert.Equal(alerts.Select(a => a.ObjectId), ids);
        Assert.Empty(timed);
        Assert.Throws<SchemaResolutionException>(() => AlertFile.Read<ZtfAlert>(path).ToList());
    }

    [Fact]
    public void ZTF_s_own_packet_is_read_as_an_alert_of_Fink_s()
    {
        const string Native = "ztf-native-ZTF19acihgng";
        var datums = SharedAlerts.Datums(Native);

        var (expected, _) = CompareAll(AlertDecoder<ZtfAlert>.For(datums[0].WriterSchema), datums, SharedAlerts.Expected(Native), []);

        Assert.Equal(54, expected.Missing.Count);
    }

    [Fact]
    public void ZTF_s_own_packet_without_cutouts_has_cutouts_of_nothing()
    {
        var path = SharedData.Require("cases/ztf-without-cutouts/alert.avro");

        var alert = Assert.Single(AlertFile.Read<ZtfAlert>(path));

        Assert.Equal(("ZTF26test", 18.5f, 2461000.5), (alert.ObjectId, alert.Candidate.Magpsf, alert.Candidate.Jd));
        Assert.Equal(new Cutout(), alert.CutoutScience);
        Assert.Null(CutoutImage.Science(alert) ?? CutoutImage.Template(alert) ?? CutoutImage.Difference(alert));
        Assert.Equal([true], AlertFile.Read(path, ZtfAlert.Select(a => a.CutoutScience.StampData.IsNull)));
    }

    [Theory]
    [InlineData("ztf", true)]
    [InlineData("ztf", false)]
    [InlineData("lsst", true)]
    public void Whatever_a_sender_has_as_null_is_null(string survey, bool isNullFirst)
    {
        var ours = SurveySchemas.Load(survey);
        var writer = AvroSchema.Parse(WithNulls(JsonNode.Parse(ours.ToString())!, isNullFirst).ToJsonString());
        // Each field of the alert is its null branch, and one byte.
        var datum = new byte[((AvroRecordSchema)writer).Fields.Count];
        if (!isNullFirst) Array.Fill(datum, (byte)2);

        if (survey == "ztf") Assert.Equal((null, null, null), Read(AlertDecoder<ZtfAlert>.For(writer), a => (a.ObjectId, a.Candidate.Magpsf, a.CutoutScience.StampData)));
        else Assert.Equal((null, null, null), Read(AlertDecoder<LsstAlert>.For(writer), a => (a.DiaSource.DiaSourceId, a.DiaObject.DiaObjectId, a.CutoutScience)));

        TValue Read<T, TValue>(AlertDecoder<T> decoder, Func<T, TValue> value) where T : class, IAvroRecord<T>
        {
            Assert.DoesNotContain(decoder.Report.Differences, d => d.Kind == ResolutionDifferenceKind.MayFail);
            return value(decoder.Decode(datum));
        }
    }

    [Fact]
    public void Rubin_s_own_packet_is_read_as_an_alert_of_Fink_s_with_records_of_nulls()
    {
        var datum = SharedAlerts.Datums("rubin-native-11.0")[0];
        var (rubin, fink) = (AlertDecoder<RubinAlert>.For(datum.WriterSchema), AlertDecoder<LsstAlert>.For(datum.WriterSchema));

        var (theirs, ours) = (rubin.Decode(datum.Datum.Span), fink.Decode(datum.Datum.Span));

        Assert.Null(theirs.SsSource);
        Assert.Null(ours.SsSource.SsObjectId);
        Assert.Equal(theirs.DiaSource.DiaSourceId, ours.DiaSource.DiaSourceId);
        Assert.Equal(theirs.DiaObject?.DiaObjectId, ours.DiaObject.DiaObjectId);
        Assert.DoesNotContain(fink.Report.Differences, d => d.Kind == ResolutionDifferenceKind.MayFail);
    }

    [Fact]
    public void Rubin_s_own_packet_is_read_as_such_with_null_where_it_has_no_record()
    {
        var datums = SharedAlerts.Datums("rubin-native-11.0");
        var decoder = AlertDecoder<RubinAlert>.For(datums[0].WriterSchema);

        var (expected, values) = CompareAll(decoder, datums, SharedAlerts.Expected("rubin-native-11.0"), []);

        Assert.Equal(
            ["exposureTime", "reliabilityVersion", "trailAlgorithm", "trail_flag"],
            expected.Missing.Select(path => path.Split('.')[^1]).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(values, 100, 100_000);
        var alert = decoder.Decode(datums[0].Datum.Span);
        Assert.Null(alert.SsSource);
        Assert.Null(alert.DiaSource.ExposureTime);
        Assert.NotEmpty(LightCurve.Of(alert));
    }

    [Theory]
    [InlineData("rubin-10.0")]
    [InlineData("rubin-11.1")]
    public void Other_packets_of_Rubin_s_resolve_without_a_field_that_may_fail(string writer)
    {
        var report = AlertDecoder<RubinAlert>.For(SurveySchemas.Parse(SharedData.Require($"schemas/{writer}.avsc"))).Report;

        Assert.DoesNotContain(report.Differences, d => d.Kind is ResolutionDifferenceKind.MayFail or ResolutionDifferenceKind.Unresolvable);
        Assert.Equal(writer == "rubin-11.1" ? 0 : 4, report.Differences.Where(d => d.Kind == ResolutionDifferenceKind.Missing).Select(d => d.Path.Split('.')[^1]).Distinct().Count());
        Assert.DoesNotContain(report.Differences, d => d.Kind == ResolutionDifferenceKind.Skipped);
    }

    // Every field of the whole alert and of each record in it may be null.
    private static JsonNode WithNulls(JsonNode schema, bool isNullFirst)
    {
        if (schema is JsonArray union)
        {
            var value = WithNulls(union.Single(b => (string?)(b as JsonValue) != "null")!, isNullFirst);
            return isNullFirst ? new JsonArray("null", value) : new JsonArray(value, "null");
        }

        var copy = schema.DeepClone();
        if (copy is not JsonObject type) return copy;
        if (type["items"] is { } items) type["items"] = WithNulls(items, isNullFirst);
        if (type["values"] is { } values) type["values"] = WithNulls(values, isNullFirst);
        foreach (var field in type["fields"]?.AsArray() ?? [])
        {
            var inner = WithNulls(field!["type"]!, isNullFirst);
            field["type"] = inner is JsonArray ? inner : WithNulls(new JsonArray(inner, "null"), isNullFirst);
        }

        return copy;
    }

    private static (ExpectedAlert Expected, int Values) CompareAll<T>(
        AlertDecoder<T> decoder, List<AlertDatum> datums, List<System.Text.Json.JsonElement> golden, HashSet<string> lost)
        where T : class, IAvroRecord<T>
    {
        var names = new Reencoder(T.Schema, decoder.WriterSchema, OldNames);
        var expected = new ExpectedAlert(names.Find, lost);
        var comparer = new GoldenComparer();
        for (var i = 0; i < datums.Count; i++)
        {
            var alert = decoder.Decode(datums[i].Datum.Span);
            comparer.Compare(T.Schema, alert, expected.Project(T.Schema, decoder.WriterSchema, golden[i]), $"alert {i}");
        }

        var missing = decoder.Report.Differences.Where(d => d.Kind == ResolutionDifferenceKind.Missing).Select(d => d.Path);
        Assert.Equal(expected.Missing, missing.Order(StringComparer.Ordinal));
        return (expected, comparer.Count);
    }
}
