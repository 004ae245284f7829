using FinkTyped.Filters;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Filters;

/// <summary>Filters made by chance over real alerts of every schema, beside a plain interpreter over what an independent library decodes.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomFilterTests
{
    private const int Filters = 400;

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void A_filter_chooses_what_its_meaning_over_plain_values_says(string name, int alerts)
    {
        var datums = SharedAlerts.Datums(name);
        var values = SharedAlerts.Expected(name);
        var (schema, random) = (datums[0].WriterSchema, Property.Random(alerts));
        var filters = Property.Count(Filters);
        var maker = new FilterMaker(random, schema, values);
        var counts = new Dictionary<string, int> { ["True"] = 0, ["False"] = 0, [""] = 0 };
        for (var n = 0; n < filters; n++)
        {
            var text = maker.Filter();
            var syntax = FilterParser.Parse(text);
            var filter = AlertFilter.Parse(text);
            var isUnknown = AlertFilter.Parse($"({text}) is null");
            var at = random.Next(datums.Count);
            for (var i = 0; i < Math.Min(datums.Count, 8); i++)
            {
                var (datum, value) = (datums[(at + i) % datums.Count], values[(at + i) % datums.Count]);
                var expected = new PlainInterpreter(value, schema).Evaluate(syntax);
                bool? actual = isUnknown.Accepts(schema, datum.Datum.Span) ? null : filter.Accepts(schema, datum.Datum.Span);
                Assert.True(expected == actual, $"alert {(at + i) % datums.Count}: {expected?.ToString() ?? "unknown"}, not {actual?.ToString() ?? "unknown"}: {text}");
                counts[$"{expected}"]++;
            }
        }

        // Filters that never choose, or always do, would show nothing.
        Assert.All(counts, c => Assert.True(c.Value > filters / 20, $"'{c.Key}' came {c.Value} times"));
    }
}
