using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

public class SchemaCheckTests
{
    private static readonly AvroSchema Compiled = Record(Field("a", "'double'"), Field("b", "['null','int']"));

    [Fact]
    public void A_schema_that_fits_exactly()
    {
        var check = SchemaCheck.Of(Record(Field("a", "'double'"), Field("b", "['null','int']")), Compiled);

        Assert.Equal(SchemaFit.Identical, check.Fit);
        Assert.Equal("The writer's schema fits the compiled one exactly: the bytes are laid out as compiled.", check.ToString());
    }

    [Fact]
    public void A_schema_that_resolves_tells_what_becomes_of_each_field()
    {
        var check = SchemaCheck.Of(Record(Field("c", "'string'"), Field("a", "'int'")), Compiled);

        Assert.Equal(SchemaFit.Resolves, check.Fit);
        Assert.Equal(
            """
            The writer's schema fits the compiled one: every alert can be read.

            1 field compiled but not sent; you get null or the default:
              b (null or int)

            1 field sent but not compiled; passed over:
              c (string)

            1 field of another type, which is converted:
              a: int to double
            """.ReplaceLineEndings("\n"),
            check.ToString());
    }

    [Fact]
    public void A_schema_that_fails_tells_why()
    {
        var check = SchemaCheck.Of(Record(Field("a", "'string'")), Compiled);

        Assert.Equal(SchemaFit.Fails, check.Fit);
        Assert.Equal("a", Assert.Single(check.Problems).Path);
        Assert.StartsWith("The writer's schema does not fit the compiled one: no alert can be read.\n\n1 field cannot be read:\n  a: sent as string, compiled as double", check.ToString());
    }

    [Fact]
    public void A_schema_that_resolves_otherwise_than_meant_is_told_by_the_names_it_is_given()
    {
        var compiled = Record(Field("magnitud", "['null','double']", "'default':null"), Field("a", "'int'", "'default':5"), Field("b", "'int'"));

        var check = SchemaCheck.Of(Record(Field("magnitude", "'double'"), Field("b", "['int','null']")), compiled);

        Assert.Equal(
            """
            Topic t fits my.avsc, but an alert may hold values that do not.

            1 field may hold a value that does not fit; an alert with one is an error:
              b: sent as int or null, compiled as int

            2 fields compiled but not sent; you get null or the default:
              magnitud (null or double); was magnitude meant?
              a (int): it gets 5

            1 field sent but not compiled; passed over:
              magnitude (double)
            """.ReplaceLineEndings("\n"),
            check.ToString("Topic t", "my.avsc"));
    }

    [Fact]
    public void A_field_that_cannot_be_resolved_is_told_once()
    {
        var check = SchemaCheck.Of(Record(Field("a", "['null','string']"), Field("c", "'int'")), Compiled);

        Assert.Equal("a", Assert.Single(check.Problems).Path);
        Assert.Equal(
            [(ResolutionDifferenceKind.Missing, "b"), (ResolutionDifferenceKind.Skipped, "c")],
            check.Report.Differences.Select(d => (d.Kind, d.Path)));
    }

    [Theory]
    [InlineData("'double'", "'string'", true)]
    [InlineData("'string'", "['null','int']", false)]
    [InlineData("'string'", "'string'", false)]
    public void The_exception_tells_of_the_setting_where_that_would_help(string a, string b, bool canBeNull)
    {
        var fault = Assert.Throws<SchemaResolutionException>(() => DatumResolver.For(Record(Field("a", a), Field("b", b)), Compiled));

        Assert.Equal(canBeNull, fault.CanBeNull);
        Assert.Equal(canBeNull, fault.Message.Contains(nameof(SchemaResolution.UnresolvableNullableIsNull), StringComparison.Ordinal));
    }

    [Fact]
    public void Types_inside_types_are_told_apart_by_brackets()
    {
        var check = SchemaCheck.Of(Record(Field("a", "'double'"), Field("c", "[{'type':'array','items':[{'type':'map','values':['int','null']},'null']},'null']")), Compiled);

        Assert.Equal(
            "array of (map of (int or null) or null) or null",
            Assert.Single(check.Report.Differences, d => d.Kind == ResolutionDifferenceKind.Skipped).WriterType);
    }
}
