using System.Text.Json;
using FinkTyped.Filters;

namespace FinkTyped.Tests.Filters;

/// <summary>What filters mean, on real alerts.</summary>
public class FilterTests
{
    public static TheoryData<string, string, Func<JsonElement, bool>> Examples => new()
    {
        { SharedAlerts.Lsst, "diaSource.psfFlux > 5e4", a => a.GetProperty("diaSource").GetProperty("psfFlux").GetDouble() > 5e4 },
        { SharedAlerts.Lsst, "diaSource.isNegative", a => a.GetProperty("diaSource").GetProperty("isNegative").GetBoolean() },
        { SharedAlerts.Lsst, "count(prvDiaSources) > 100", a => History(a).Count > 100 },
        { SharedAlerts.Lsst, "any(prvDiaSources, psfFlux > 10000 and band = 'r')",
            a => History(a).Exists(s => Of(s, "psfFlux") > 10000 && s.GetProperty("band").GetString() == "r") },
        { SharedAlerts.Lsst, "max(prvDiaSources.psfFlux) > 2 * diaSource.psfFlux",
            a => History(a).Max(s => Of(s, "psfFlux")) > 2 * Of(a.GetProperty("diaSource"), "psfFlux") },
        { SharedAlerts.Lsst, "last(prvDiaSources, midpointMjdTai) < diaSource.midpointMjdTai - 1",
            a => History(a) is [.., var last] && Of(last, "midpointMjdTai") < Of(a.GetProperty("diaSource"), "midpointMjdTai") - 1 },
        { SharedAlerts.Lsst, "diaObject.diaObjectId is null", a => a.GetProperty("diaObject").GetProperty("diaObjectId").ValueKind == JsonValueKind.Null },
        { SharedAlerts.Lsst, "diaSource.midpointMjdTai between mjd('2026-03-06') and mjd('2026-03-20')",
            a => Of(a.GetProperty("diaSource"), "midpointMjdTai") is >= 61105 and <= 61119 },
        { SharedAlerts.Lsst, "cone(63.35, -47.18, 60)",
            a => Math.Abs(Of(a.GetProperty("diaSource"), "ra")!.Value - 63.35) < 0.02 && Math.Abs(Of(a.GetProperty("diaSource"), "dec")!.Value + 47.18) < 0.016 },
        { SharedAlerts.Ztf, "objectId in ('ZTF26aamcbly', 'none')", a => a.GetProperty("objectId").GetString() == "ZTF26aamcbly" },
        { SharedAlerts.Ztf, "candid = 3367463101415010117", a => a.GetProperty("candid").GetInt64() == 3367463101415010117 },
        { SharedAlerts.Ztf, "candid = 3367463101415010118 or candid = 3367463101415010117.0", _ => false },
        { SharedAlerts.Ztf, "candidate.magpsf < 17 && objectId like 'ZTF26%'",
            a => Of(a.GetProperty("candidate"), "magpsf") < 17 && a.GetProperty("objectId").GetString()!.StartsWith("ZTF26", StringComparison.Ordinal) },
        { SharedAlerts.Ztf, "all(prv_candidates, magpsf is null or magpsf > 15)",
            a => a.GetProperty("prv_candidates").EnumerateArray().All(c => Of(c, "magpsf") is null or > 15) },
        { SharedAlerts.Ztf, "lower(candidate.programpi) = 'kasliwal/graham'",
            a => a.GetProperty("candidate").GetProperty("programpi").GetString()!.Equals("kasliwal/graham", StringComparison.OrdinalIgnoreCase) },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_filter_chooses_real_alerts(string name, string text, Func<JsonElement, bool> meaning)
    {
        var datums = SharedAlerts.Datums(name);
        var values = SharedAlerts.Expected(name);
        var filter = AlertFilter.Parse(text);
        for (var i = 0; i < datums.Count; i++)
            Assert.True(meaning(values[i]) == filter.Accepts(datums[i].WriterSchema, datums[i].Datum.Span), $"alert {i}: {text}");
    }

    [Theory]
    [InlineData(SharedAlerts.Ztf, "candidate.magpsf = 16.449286")]
    [InlineData(SharedAlerts.Ztf, "candidate.magpsf in (1, 16.449286)")]
    [InlineData(SharedAlerts.Ztf, "candidate.magpsf between 16.449286 and 16.449286")]
    public void A_float_equals_the_text_that_shows_it(string name, string text)
    {
        var datum = SharedAlerts.Datums(name)[0];
        Assert.True(AlertFilter.Parse(text).Accepts(datum.WriterSchema, datum.Datum.Span));
    }

    [Theory]
    [InlineData("a > 1", false)]
    [InlineData("not (a > 1)", false)]
    [InlineData("a is null", true)]
    [InlineData("a > 1 or b = 7", true)]
    [InlineData("a > 1 and b = 7", false)]
    [InlineData("(a > 1) is null", true)]
    [InlineData("not (a > 1 and b = 8)", true)]
    [InlineData("a not in (1, 2)", false)]
    [InlineData("b + a is null", true)]
    [InlineData("x is nan", true)]
    [InlineData("x > 1 or x < 1 or x = 1", false)]
    [InlineData("x != 1", true)]
    [InlineData("b / 2 = 3.5", true)]
    [InlineData("b % 4 = 3 and b % 0 is null", true)]
    [InlineData("9223372036854775807 + b is null", true)]
    [InlineData("-9223372036854775808 < b", true)]
    [InlineData("m.one = 1 and m.two is null and m.`three four` = 34", true)]
    [InlineData("any(m, it = 34) and max(m) = 34", true)]
    [InlineData("max(m, it + 1) = 35 and max(m, it < 30) = 1 and max(m, it + 1, it < 30) = 2", true)]
    [InlineData("e = 'RED' and e in ('RED', 'BLUE')", true)]
    [InlineData("length(s) = 4 and lower(s) = 'größ' and upper(s) = 'GRÖß'", true)]
    [InlineData("s like 'g_öß' or s like 'Gr_ß'", true)]
    [InlineData("s like 'Gr%' and s not like 'Gr' and s like '%'", true)]
    [InlineData("number(n) = 12.5 and number(s) is null", true)]
    [InlineData("n = '12.5' and n < '2'", true)]
    [InlineData("count(l) = 3 and sum(l) = 6 and avg(l) = 2 and first(l) = 3 and last(l) = 1", true)]
    [InlineData("count(l, it > 1) = 2 and any(l, it = b - 5) and all(l, it < b)", true)]
    [InlineData("u is not null and alert.b = 7", true)]
    [InlineData("`in` = 5", true)]
    [InlineData("b = 7 = true", false)]
    public void Nulls_NaN_and_types_have_their_rules(string text, bool isTrue)
    {
        var (schema, datum) = Sample();
        if (text == "b = 7 = true")
        {
            Assert.Throws<AlertFilterException>(() => AlertFilter.Parse(text));
            return;
        }

        Assert.Equal(isTrue, AlertFilter.Parse(text).Accepts(schema, datum));
    }

    [Fact]
    public void Lists_within_lists_are_gone_through()
    {
        var datum = SharedAlerts.Datums(SharedAlerts.Lsst)[0];
        bool Accepts(string text) => AlertFilter.Parse(text).Accepts(datum.WriterSchema, datum.Datum.Span);
        Assert.True(Accepts("any(prvDiaSources, any(prvDiaForcedSources, midpointMjdTai >= diaSource.midpointMjdTai - 1000))"));
        var fault = Assert.Throws<AlertFilterException>(
            () => Accepts("any(prvDiaSources, any(prvDiaForcedSources, any(prvDiaSources, snr > 5)))"));
        Assert.Contains("more than 2 lists", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_can_be_given()
    {
        var (schema, datum) = Sample();
        var functions = FilterFunctions.Default.With(FilterFunction.OfNumbers("twice", ["x"], "two times a number", a => 2 * a[0]));
        Assert.True(AlertFilter.Parse("TWICE(b) = 14", functions).Accepts(schema, datum));
        Assert.Throws<AlertFilterException>(() => AlertFilter.Parse("twice(b) = 14").Accepts(schema, datum));
    }

    [Fact]
    public void A_filter_serves_several_schemas_at_a_time()
    {
        var filter = AlertFilter.Parse("number = 5");
        var first = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"number","type":"int"}]}""");
        var second = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"other","type":"int"},{"name":"number","type":["null","double"]}]}""");
        Parallel.For(0, 200, _ =>
        {
            Assert.True(filter.Accepts(first, [10]));
            Assert.True(filter.Accepts(second, [8, 2, 0, 0, 0, 0, 0, 0, 0x14, 0x40]));
            Assert.False(filter.Accepts(second, [10, 0]));
        });
    }

    [Fact]
    public void What_is_damaged_is_told_with_its_field()
    {
        var schema = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"string"},{"name":"b","type":"int"}]}""");
        var fault = Assert.Throws<AvroException>(() => AlertFilter.Parse("b = 5").Accepts(schema, [40, 65, 2]));
        Assert.Equal("a", fault.FieldPath);
    }

    [Fact]
    public void Looking_at_alerts_allocates_nothing()
    {
        var datums = SharedAlerts.Datums(SharedAlerts.Lsst);
        var filter = AlertFilter.Parse(
            "diaSource.psfFlux > 1e9 or any(prvDiaSources, psfFlux > 1e9 or lower(band) = 'x') or max(prvDiaSources.snr) < 0 or cone(1, 2, 3) "
            + "or last(prvDiaSources, band) = 'x' or target_name like '%nothing%' or diaSource.diaSourceId in (1, 2, 3)");
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var datum in datums) filter.Accepts(datum.WriterSchema, datum.Datum.Span);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Layouts are learned once; what is seldom seen takes a few rounds.
        for (var i = 0; i < 50; i++) Allocated();
        // The least of several rounds: a collection that another test causes may take away what is kept for reuse.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ => Allocated()));
    }

    private static List<JsonElement> History(JsonElement alert) =>
        alert.GetProperty("prvDiaSources") is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    private static double? Of(JsonElement record, string name) =>
        record.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static (AvroSchema Schema, byte[] Datum) Sample()
    {
        var schema = AvroSchema.Parse(
            """
            {"type":"record","name":"R","fields":[
              {"name":"a","type":["int","null"]}, {"name":"b","type":"long"}, {"name":"x","type":"float"},
              {"name":"m","type":{"type":"map","values":["int","null"]}}, {"name":"e","type":{"type":"enum","name":"E","symbols":["BLUE","RED"]}},
              {"name":"s","type":"string"}, {"name":"n","type":"string"}, {"name":"l","type":{"type":"array","items":"int"}},
              {"name":"u","type":["int","string","null"]}, {"name":"in","type":"int"}]}
            """);
        byte[] datum =
        [
            2, 14, 0, 0, 0xC0, 0x7F,
            4, 6, .. "one"u8, 0, 2, 20, .. "three four"u8, 0, 68, 0,
            2, 12, .. "Größ"u8, 8, .. "12.5"u8,
            6, 6, 4, 2, 0, 2, 2, .. "t"u8, 10,
        ];
        return (schema, datum);
    }
}
