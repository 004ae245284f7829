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
        Assert.Equal("The compiled schema fits exactly.", check.ToString());
    }

    [Fact]
    public void A_schema_that_resolves_tells_what_becomes_of_each_field()
    {
        var check = SchemaCheck.Of(Record(Field("c", "'string'"), Field("a", "'int'")), Compiled);

        Assert.Equal(SchemaFit.Resolves, check.Fit);
        Assert.Equal(
            """
            The compiled schema fits; what differs is resolved.

            Missing: in the compiled schema, but not sent (1):
              b: the writer lacks it; it gets null (null or int)

            Not read: sent, but not in the compiled schema (1):
              c: skipped, the reader has no such field (string)

            Converted to a wider type (1):
              a: int is read as double
            """.ReplaceLineEndings("\n"),
            check.ToString());
    }

    [Fact]
    public void A_schema_that_fails_tells_why()
    {
        var check = SchemaCheck.Of(Record(Field("a", "'string'")), Compiled);

        Assert.Equal(SchemaFit.Fails, check.Fit);
        Assert.Equal("a", Assert.Single(check.Problems).Path);
        Assert.Contains("Cannot be resolved (1):\n  a: no value of string can become double (writer: string; reader: double)", check.ToString());
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
