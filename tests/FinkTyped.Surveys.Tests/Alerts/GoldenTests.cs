using System.Text.Json;
using FinkTyped.Lsst;
using FinkTyped.Multimessenger;
using FinkTyped.Rubin;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

public class GoldenTests
{
    [Fact]
    public void Every_value_of_the_real_ZTF_alerts_is_as_an_independent_library_reads_it() =>
        CompareAll<ZtfAlert>(SharedAlerts.Ztf, alerts: 31);

    [Fact]
    public void Every_value_of_the_real_LSST_alerts_is_as_an_independent_library_reads_it() =>
        CompareAll<LsstAlert>(SharedAlerts.Lsst, alerts: 7);

    [Fact]
    public void Compiled_types_are_wire_identical_with_what_Fink_writes()
    {
        Assert.All(SharedAlerts.Datums(SharedAlerts.Ztf), d => Assert.True(AlertDecoder<ZtfAlert>.For(d.WriterSchema).IsWireIdentical));
        Assert.All(SharedAlerts.Datums(SharedAlerts.Lsst), d => Assert.True(AlertDecoder<LsstAlert>.For(d.WriterSchema).IsWireIdentical));
    }

    [Fact]
    public void Compiled_types_have_the_schemas_of_the_files()
    {
        Assert.Equal(SurveySchemas.Load("ztf"), ZtfAlert.Schema);
        Assert.Equal(SurveySchemas.Load("lsst"), LsstAlert.Schema);
        Assert.Equal(SurveySchemas.Load("rubin"), RubinAlert.Schema);
        Assert.Equal(SurveySchemas.Load("multimessenger"), MultimessengerAlert.Schema);
    }

    [Fact]
    public void Real_ZTF_alerts_are_written_as_they_came_and_read_back_equal() => RoundTrip<ZtfAlert>(SharedAlerts.Ztf);

    [Fact]
    public void Real_LSST_alerts_are_written_as_they_came_and_read_back_equal() => RoundTrip<LsstAlert>(SharedAlerts.Lsst);

    private static void CompareAll<T>(string name, int alerts) where T : class, IAvroRecord<T>
    {
        var actual = SharedAlerts.Read<T>(name);
        var expected = SharedAlerts.Expected(name);
        Assert.Equal((alerts, alerts), (actual.Count, expected.Count));
        var comparer = new GoldenComparer();
        for (var i = 0; i < alerts; i++) comparer.Compare(T.Schema, actual[i], expected[i], $"alert {i}");
        Assert.Equal(expected.Sum(CountValues), comparer.Count);
    }

    private static int CountValues(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Array => at.EnumerateArray().Sum(CountValues),
        JsonValueKind.Object when !at.TryGetProperty("$bytes", out _) => at.EnumerateObject().Sum(p => CountValues(p.Value)),
        _ => 1,
    };

    private static void RoundTrip<T>(string name) where T : class, IAvroRecord<T>
    {
        foreach (var datum in SharedAlerts.Datums(name))
        {
            var alert = AlertDecoder<T>.For(datum.WriterSchema).Decode(datum.Datum.Span);
            var written = alert.Encode();

            Assert.True(written.AsSpan().SequenceEqual(datum.Datum.Span), $"alert {datum.Index} of {name} has other bytes");
            Assert.Equal(alert, AlertDecoder<T>.For(T.Schema).Decode(written));
        }
    }
}
