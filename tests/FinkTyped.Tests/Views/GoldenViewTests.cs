using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

/// <summary>Real alerts through views, beside what an independent Avro library decodes from them.</summary>
public class GoldenViewTests
{
    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void Every_value_of_a_real_alert_through_a_view_is_as_an_independent_library_reads_it(string name, int alerts)
    {
        var datums = SharedAlerts.Datums(name);
        var expected = SharedAlerts.Expected(name);
        Assert.Equal((alerts, alerts), (datums.Count, expected.Count));
        var schema = (AvroRecordSchema)datums[0].WriterSchema;
        // In the order of the bytes, and in any other.
        foreach (var order in new[] { null, new Random(alerts) })
        {
            var query = new TreeQuery(schema, order);
            for (var i = 0; i < alerts; i++)
            {
                Assert.True(query.TryEvaluate(datums[i].WriterSchema, datums[i].Datum.Span, out var tree));
                JsonAssert.Same(expected[i], TreeJson.Of(tree), schema, $"alert {i}");
            }
        }
    }
}
