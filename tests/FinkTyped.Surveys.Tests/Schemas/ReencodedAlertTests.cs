using System.Text.Json;
using FinkTyped.Lsst;
using FinkTyped.Multimessenger;
using FinkTyped.Rubin;
using FinkTyped.Tests;
using FinkTyped.Tests.Resolution;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>
/// Real alerts, written in the schema of an older or a neighbouring writer schema and read back, field by field, as records and as JSON. Every
/// difference is one that the report tells.
/// </summary>
public class ReencodedAlertTests
{
    private static readonly Dictionary<string, string> OldNames = new()
    {
        ["rf_snia_vs_nonia"] = "rfscore",
        ["rf_kn_vs_nonkn"] = "knscore",
        ["gcn_ra"] = "grb_ra",
        ["gcn_dec"] = "grb_dec",
        ["gcn_loc_error"] = "grb_loc_error",
        ["p_assoc"] = "grb_proba",
    };

    private static readonly Dictionary<string, string> OldNamesOfRubin = SurveySchemas.Records(RubinAlert.Schema)
        .SelectMany(record => record.Fields).Where(field => field.Aliases.Count > 0).ToDictionary(field => field.Name, field => field.Aliases[0]);

    private static readonly SchemaResolution Lenient = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

    [Theory]
    [InlineData("fink-ztf-0p1", 52, 1, 0, 0)]
    [InlineData("fink-ztf-0p2", 51, 1, 1, 0)]
    [InlineData("fink-ztf-1.1_0.4.3", 43, 0, 2, 0, "mulens")]
    [InlineData("fink-ztf-1.4_0.5.1", 43, 0, 0, 0)]
    [InlineData("fink-ztf-1.4_0.5.1_replayed", 43, 0, 0, 0)]
    [InlineData("fink-ztf-2.7_3.10.1", 38, 0, 0, 0)]
    [InlineData("fink-ztf-livestream-2019", 51, 11, 1, 0, "timestamp")]
    [InlineData("ztf-native-ZTF19acihgng", 54, 0, 0, 0)]
    [InlineData("fink-ztf-transfer-2026-03-23:livestream", 5, 0, 0, 0)]
    [InlineData("fink-ztf-transfer-2026-03-23:backwards", 0, 0, 0, 0)]
    [InlineData("fink-ztf-transfer-2026-03-23:more", 0, 21, 0, 0)]
    [InlineData("fink-ztf-transfer-2026-03-23:fewer", 52, 0, 0, 0)]
    public void ZTF_alerts_in_another_schema(string target, int missing, int skipped, int renamed, int replaced, params string[] lost) =>
        Check<ZtfAlert>(target, Alerts(SharedAlerts.Ztf), missing, skipped, renamed, replaced, lost);

    [Theory]
    [InlineData("rubin-native-11.0", 17, 0, 0, 21)]
    [InlineData("fink-lsst-transfer-2026-03-18:livestream", 4, 0, 0, 0)]
    [InlineData("fink-lsst-transfer-2026-03-18:backwards", 0, 0, 0, 0)]
    [InlineData("fink-lsst-transfer-2026-03-18:more", 0, 35, 0, 0)]
    [InlineData("fink-lsst-transfer-2026-03-18:fewer", 87, 0, 0, 0)]
    public void LSST_alerts_in_another_schema(string target, int missing, int skipped, int renamed, int replaced) =>
        Check<LsstAlert>(target, Alerts(SharedAlerts.Lsst), missing, skipped, renamed, replaced, []);

    [Theory]
    [InlineData("fink-mm-1.1", 20, 0, 4, 0, "triggerId")]
    [InlineData("fink-mm-1.3", 0, 0, 0, 0)]
    public void Multi_messenger_alerts_in_another_schema(string target, int missing, int skipped, int renamed, int replaced, params string[] lost) =>
        Check<MultimessengerAlert>(target, MadeUpAlerts(MultimessengerAlert.Schema), missing, skipped, renamed, replaced, lost);

    [Fact]
    public void Rubin_packets_in_the_manner_of_earlier_ones() =>
        Check<RubinAlert>("rubin:early", MadeUpAlerts(RubinAlert.Schema), 49, 0, 28, 0, [], OldNamesOfRubin);

    private static void Check<T>(
        string target, List<(AlertDatum Datum, JsonElement Values)> alerts, int missing, int skipped, int renamed, int replaced, string[] lost,
        Dictionary<string, string>? oldNames = null)
        where T : class, IAvroRecord<T>
    {
        var writer = OtherSchemas.Load(target);
        var resolution = lost.Length > 0 ? Lenient : SchemaResolution.Default;
        var decoder = AlertDecoder<T>.For(writer, resolution);
        var untyped = new AvroJsonOptions { ReaderSchema = T.Schema, Resolution = resolution };
        var reencoder = new Reencoder(alerts[0].Datum.WriterSchema, writer, oldNames ?? OldNames);
        var expected = new ExpectedAlert(reencoder.Find, lost.ToHashSet());
        var comparer = new GoldenComparer();
        foreach (var (datum, values) in alerts)
        {
            var encoded = reencoder.Encode(datum.Datum.Span);
            var mask = expected.Mask(T.Schema, writer, values, reencoder.StandIns);
            // Once while layouts are learned, and once with what was learned.
            for (var time = 1; time <= 2; time++) comparer.Compare(T.Schema, decoder.Decode(encoded), mask, $"alert {datum.Index}");
            JsonAssert.Same(mask, JsonElement.Parse(AvroJson.ToString(writer, encoded, untyped)), T.Schema, $"alert {datum.Index}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{target}: {comparer.Count} values; replaced: {string.Join(", ", reencoder.Replaced)}");
        Assert.Equal(expected.Missing, Told(ResolutionDifferenceKind.Missing));
        Assert.Equal(expected.Renamed, Told(ResolutionDifferenceKind.Renamed));
        Assert.Equal(lost, Told(ResolutionDifferenceKind.Unresolvable));
        Assert.Equal(reencoder.Invented.Except(lost), Told(ResolutionDifferenceKind.Skipped));
        Assert.Empty(Told(ResolutionDifferenceKind.UnknownSymbols));
        Assert.Equal(
            (missing, skipped, renamed, replaced),
            (expected.Missing.Count, reencoder.Invented.Count - lost.Length, expected.Renamed.Count, reencoder.Replaced.Count));

        IEnumerable<string> Told(ResolutionDifferenceKind kind) =>
            decoder.Report.Differences.Where(d => d.Kind == kind).Select(d => d.Path).Order(StringComparer.Ordinal);
    }

    private static List<(AlertDatum, JsonElement)> Alerts(string name) => [.. SharedAlerts.Datums(name).Zip(SharedAlerts.Expected(name))];

    // There is no real alert of these streams at hand.
    private static List<(AlertDatum, JsonElement)> MadeUpAlerts(AvroSchema schema)
    {
        var random = new Random(1);
        var alerts = new List<(AlertDatum, JsonElement)>();
        for (var i = 0; i < 50; i++)
        {
            var datum = Tree.Write(schema, MakeUp(schema, random));
            var values = JsonElement.Parse(AvroJson.ToString(schema, datum));
            alerts.Add((new AlertDatum(schema, datum, new AlertPlace("made up", 0, i)), values));
        }

        return alerts;
    }

    private static object? MakeUp(AvroSchema schema, Random random) => schema switch
    {
        AvroUnionSchema union => MakeUp(union, union.Branches[0].Type == AvroType.Null ? 0 : 1, random),
        AvroRecordSchema record => record.Fields.ToDictionary(f => f.Name, f => MakeUp(f.Schema, random)),
        AvroArraySchema array => Enumerable.Range(0, random.Next(4)).Select(_ => MakeUp(array.Items, random)).ToList(),
        _ => schema.Type switch
        {
            AvroType.Int => random.Next(),
            AvroType.Long => random.NextInt64(),
            AvroType.Boolean => random.Next(2) == 0,
            AvroType.Bytes => new byte[random.Next(20)],
            AvroType.Float => random.NextSingle(),
            // One schema has them as ints.
            AvroType.Double => (double)random.Next(-1000, 1000),
            AvroType.String => $"text {random.Next()}",
            _ => throw new InvalidOperationException($"{schema.Type}"),
        },
    };

    private static Tree.Branch MakeUp(AvroUnionSchema union, int nullBranch, Random random) =>
        random.Next(5) == 0 ? new Tree.Branch(nullBranch, null) : new Tree.Branch(1 - nullBranch, MakeUp(union.Branches[1 - nullBranch], random));
}
