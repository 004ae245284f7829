using System.Buffers;
using System.Text;
using System.Text.Json;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

/// <summary>Alerts looked at by path, without a compiled type.</summary>
public class UntypedViewTests
{
    private const string Alert = """
        {"type": "record", "name": "alert", "fields": [
          {"name": "id", "type": "long"},
          {"name": "source", "type": {"type": "record", "name": "source", "fields": [
            {"name": "flux", "type": ["float", "null"]}, {"name": "band", "type": ["null", "string"]}, {"name": "nx", "type": "int"}]}},
          {"name": "history", "type": ["null", {"type": "array", "items": ["source", "null"]}]},
          {"name": "scores", "type": {"type": "map", "values": ["double", "null"]}},
          {"name": "parts", "type": {"type": "map", "values": "source"}},
          {"name": "either", "type": ["null", "string", "long", {"type": "array", "items": "int"}]}]}
        """;

    private static readonly AvroSchema Schema = AvroSchema.Parse(Alert);

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void Every_value_of_a_real_alert_by_its_path_is_as_an_independent_library_reads_it(string name, int alerts)
    {
        var datums = SharedAlerts.Datums(name);
        var expected = SharedAlerts.Expected(name);
        foreach (var random in new[] { null, new Random(alerts) })
        {
            var tree = new UntypedTree(random);
            for (var i = 0; i < alerts; i++)
            {
                var read = tree.Read(AvroPlan.For(datums[i].WriterSchema), datums[i].Datum.Span);
                JsonAssert.Same(expected[i], TreeJson.Of(read), datums[i].WriterSchema, $"alert {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void The_JSON_of_each_field_of_a_real_alert_is_that_of_the_whole(string name, int alerts)
    {
        var datum = SharedAlerts.Datums(name)[alerts - 1];
        var plan = AvroPlan.For(datum.WriterSchema);
        using var whole = JsonDocument.Parse(AvroJson.ToString(datum.WriterSchema, datum.Datum.Span));
        foreach (var field in ((AvroRecordSchema)datum.WriterSchema).Fields)
        {
            Assert.Equal(whole.RootElement.GetProperty(field.Name).GetRawText(), Json(plan.Open(datum.Datum.Span), plan.Bind(field.Name)));
        }
    }

    [Fact]
    public void Values_are_found_by_path_whatever_lies_between()
    {
        var plan = AvroPlan.For(Schema);
        var view = plan.Open(Datum());
        Assert.Equal(7, view.Long(plan.Bind("id")));
        Assert.Equal(7.0, view.Double(plan.Bind("id")));
        Assert.Equal(1.5f, view.Float(plan.Bind("source.flux")));
        Assert.Equal(1.5, view.Double(plan.Bind("source.flux")));
        Assert.True(view.Text(plan.Bind("source.band")) == "g");
        Assert.Equal(0.25, view.Double(plan.Bind("scores.b")));
        Assert.Null(view.Double(plan.Bind("scores.none")));
        Assert.False(view.HasValue(plan.Bind("scores.none")));
        Assert.Equal(3, view.Long(plan.Bind("parts.p.nx")));
        Assert.Null(view.Long(plan.Bind("parts.q.nx")));
        Assert.Equal(5, view.Long(plan.Bind("either")));
        Assert.True(view.Text(plan.Bind("either")).IsNull);
        Assert.Equal(0.5, view.Double(plan.Bind("scores[\"odd.name\"]")));
        Assert.Equal("""{"flux":1.5,"band":"g","nx":2}""", Json(view, plan.Bind("source")));
    }

    [Fact]
    public void A_path_through_an_array_is_asked_for_in_each_item()
    {
        var plan = AvroPlan.For(Schema);
        var view = plan.Open(Datum());
        var flux = plan.Bind("history.flux");
        var band = flux.ItemPlan!.Bind("band");
        var found = new List<string>();
        foreach (var item in view.Items(flux)) found.Add($"{item.Double(flux.Item!)} {item.Text(band).ToString()} {item.IsNull}");
        Assert.Equal(["2.5 r False", "  True", " i False"], found);
        Assert.Equal(3, view.Items(plan.Bind("history")).Count);
        Assert.Equal("[2.5,null,null]", Json(view, flux));
        Assert.Equal("[2.5,null,null]", Json(view, plan.Bind("history[].flux")));
        Assert.Equal(AvroType.Float, flux.EndSchema.Type);
        Assert.Equal(AvroType.Array, flux.Type);
    }

    [Theory]
    [InlineData("source.flx", "source has no flx", "source.flux")]
    [InlineData("surce.flux", "the schema has no surce", "source.flux")]
    [InlineData("flux", "the schema has no flux", "source.flux")]
    [InlineData("history.bnd", "history has no bnd", "history.band")]
    [InlineData("parts.p.nX", "parts.p has no nX", "parts.p.nx")]
    [InlineData("id.x", "id is long and has no x", null)]
    [InlineData("nothingLikeIt", "the schema has no nothingLikeIt", null)]
    public void A_misspelt_path_is_told_where_it_ends_and_what_is_near(string path, string reason, string? suggestion)
    {
        var e = Assert.Throws<AvroPathException>(() => AvroPlan.For(Schema).Bind(path));
        Assert.Equal((reason, suggestion, path), (e.Reason, e.Suggestion, e.Path));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a. b")]
    [InlineData("a]")]
    [InlineData("[]")]
    [InlineData("a[0]")]
    [InlineData("a[\"b\"")]
    [InlineData("a[")]
    public void What_is_no_path_is_refused(string text)
    {
        Assert.Throws<AvroPathException>(() => AvroPath.Parse(text));
        Assert.False(AvroPath.TryParse(text, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("a.b", "a", "b")]
    [InlineData("a[].b", "a", "b")]
    [InlineData("a[\"x.y\"].b", "a", "x.y", "b")]
    [InlineData("[\"q\\\"[]\"]", "q\"[]")]
    [InlineData("2MASS_name", "2MASS_name")]
    [InlineData("a[\" \"]", "a", " ")]
    [InlineData("a[\" b\"]", "a", " b")]
    [InlineData("a[\"\\\\\"]", "a", "\\")]
    [InlineData("[\"\"].b", "", "b")]
    public void A_path_is_read_and_written_back(string text, params string[] names)
    {
        var path = AvroPath.Parse(text);
        Assert.Equal(names, path.Names);
        Assert.Equal(path, AvroPath.Parse(path.ToString()));
        Assert.Equal(path.GetHashCode(), AvroPath.Parse(path.ToString()).GetHashCode());
    }

    [Fact]
    public void A_path_is_refused_for_a_type_or_a_plan_it_is_not_of()
    {
        var plan = AvroPlan.For(Schema);
        Assert.Contains("band is not a number: it is string", Refused(p => p.Double(plan.Bind("source.band"))), StringComparison.Ordinal);
        Assert.Contains("is not text", Refused(p => p.Text(plan.Bind("id"))), StringComparison.Ordinal);
        Assert.Contains("ask its items", Refused(p => p.Double(plan.Bind("history.flux"))), StringComparison.Ordinal);
        Assert.Contains("is not a record", Refused(p => p.Record(plan.Bind("id"))), StringComparison.Ordinal);
        var other = AvroPlan.For(AvroSchema.Parse("""{"type": "record", "name": "o", "fields": [{"name": "id", "type": "long"}]}"""));
        Assert.Throws<ArgumentException>(() => plan.Open(Datum()).Long(other.Bind("id")));
        Assert.Throws<ArgumentException>(() => default(DatumView).Long(other.Bind("id")));

        static string Refused(Asking ask)
        {
            var e = Assert.Throws<InvalidOperationException>(() => ask(AvroPlan.For(Schema).Open(Datum())));
            return e.Message;
        }
    }

    [Theory]
    [InlineData("""["null", {"type": "record", "name": "r", "fields": [{"name": "x", "type": "int"}]}]""", "0204", "x", 2L)]
    [InlineData("""["null", {"type": "record", "name": "r", "fields": [{"name": "x", "type": "int"}]}]""", "00", "x", null)]
    [InlineData("""{"type": "map", "values": "long"}""", "02026b0800", "k", 4L)]
    public void A_root_that_is_no_plain_record_is_looked_into_as_well(string schema, string hex, string path, long? expected)
    {
        var plan = AvroPlan.For(AvroSchema.Parse(schema));
        Assert.Equal(expected, plan.Read(Convert.FromHexString(hex), plan.Bind(path), static (view, bound) => view.Long(bound)));
    }

    [Fact]
    public void A_datum_that_is_null_is_a_view_that_is_null()
    {
        var plan = AvroPlan.For(AvroSchema.Parse("""["null", {"type": "record", "name": "r", "fields": [{"name": "x", "type": "int"}]}]"""));
        Assert.True(plan.Open([0]).IsNull);
        Assert.False(plan.Open([2, 2]).IsNull);
    }

    [Fact]
    public void An_array_of_records_as_a_whole_datum_has_items()
    {
        var plan = AvroPlan.For(AvroSchema.Parse("""{"type": "array", "items": {"type": "record", "name": "r", "fields": [{"name": "x", "type": "int"}]}}"""));
        Assert.Equal("[1,2]", Json(plan.Open(Convert.FromHexString("04020400")), plan.Bind("x")));
        Assert.Contains("did you mean x?", Assert.Throws<AvroPathException>(() => plan.Bind("X")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_found_again_for_an_equal_schema()
    {
        Assert.Same(AvroPlan.For(Schema), AvroPlan.For(AvroSchema.Parse(Alert)));
        Assert.NotSame(AvroPlan.For(Schema), AvroPlan.For(Schema, AvroLimits.Default with { MaxItems = 10 }));
    }

    [Fact]
    public void A_fault_names_its_field_and_a_load_allocates_nothing()
    {
        var plan = AvroPlan.For(Schema);
        var path = plan.Bind("source.nx");
        var datum = Datum();
        Func<long> load = () => plan.Read(datum, path, static (view, nx) => view.Long(nx)!.Value);
        Assert.Equal(2, load());
        // The least of several rounds: a collection that another test causes may take away what is kept for reuse.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ => Allocated()));
        var e = Assert.Throws<AvroException>(() => plan.Read(datum.AsSpan(0, 4), path, static (view, nx) => view.Long(nx)));
        Assert.Equal("source.flux", e.FieldPath);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) load();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Json(DatumView view, BoundPath path)
    {
        var output = new ArrayBufferWriter<byte>();
        AvroJson.Write(output, view, path);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static byte[] Datum()
    {
        static Dictionary<string, object?> Source(float? flux, string? band, int nx) => new()
        {
            ["flux"] = new Tree.Branch(flux is null ? 1 : 0, flux),
            ["band"] = new Tree.Branch(band is null ? 0 : 1, band),
            ["nx"] = nx,
        };
        return Tree.Write(Schema, new Dictionary<string, object?>
        {
            ["id"] = 7L,
            ["source"] = Source(1.5f, "g", 2),
            ["history"] = new Tree.Branch(1, new List<object?>
            {
                new Tree.Branch(0, Source(2.5f, "r", 1)), new Tree.Branch(1, null), new Tree.Branch(0, Source(null, "i", 1)),
            }),
            ["scores"] = new List<KeyValuePair<string, object?>> { new("a", new Tree.Branch(1, null)), new("b", new Tree.Branch(0, 0.25)), new("odd.name", new Tree.Branch(0, 0.5)) },
            ["parts"] = new List<KeyValuePair<string, object?>> { new("p", Source(null, null, 3)) },
            ["either"] = new Tree.Branch(2, 5L),
        });
    }

    private delegate void Asking(DatumView view);
}
