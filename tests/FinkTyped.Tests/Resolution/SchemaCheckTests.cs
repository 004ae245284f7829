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
}
