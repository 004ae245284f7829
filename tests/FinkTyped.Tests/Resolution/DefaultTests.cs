using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

/// <summary>What a reader's field gets that the writer lacks.</summary>
public class DefaultTests
{
    private static readonly AvroSchema Empty = Record();

    [Theory]
    [InlineData("'null'", "null", "(f=null)")]
    [InlineData("'boolean'", "true", "(f=true)")]
    [InlineData("'int'", "-7", "(f=-7i)")]
    [InlineData("'int'", "1e2", "(f=100i)")]
    [InlineData("'long'", "9007199254740993", "(f=9007199254740993l)")]
    [InlineData("'float'", "1.5", "(f=3fc00000f(1.5))")]
    [InlineData("'double'", "'NaN'", "(f=fff8000000000000d(NaN))")]
    [InlineData("'double'", "2", "(f=4000000000000000d(2))")]
    [InlineData("'string'", "'é'", "(f='é')")]
    [InlineData("'bytes'", "'\\u00FF\\u0000a'", "(f=xFF0061)")]
    [InlineData("{'type':'fixed','name':'F','size':2}", "'\\u00FFa'", "(f=xFF61)")]
    [InlineData("{'type':'enum','name':'E','symbols':['a','b']}", "'b'", "(f=<b>)")]
    [InlineData("{'type':'array','items':'int'}", "[1,2]", "(f=[1i, 2i])")]
    [InlineData("{'type':'array','items':'int'}", "[]", "(f=[])")]
    [InlineData("{'type':'map','values':'string'}", "{'k':'v'}", "(f={'k'='v'})")]
    [InlineData("['int','null']", "5", "(f=0:5i)")]
    [InlineData("['null','int']", "null", "(f=0:null)")]
    // By the specification the default is of the first branch; real schemas hold others.
    [InlineData("['float','null']", "null", "(f=1:null)")]
    [InlineData("['null','string','double']", "2.5", "(f=2:4004000000000000d(2.5))")]
    [InlineData("{'type':'record','name':'N','fields':[{'name':'a','type':'int'},{'name':'b','type':'string'}]}", "{'b':'x','a':1}", "(f=(a=1i, b='x'))")]
    [InlineData("{'type':'record','name':'N','fields':[{'name':'a','type':'int','default':3}]}", "{}", "(f=(a=3i))")]
    public void A_missing_field_gets_its_default(string type, string value, string expected)
    {
        var reader = Record(Field("f", type, $"'default':{value}"));

        Assert.Equal(expected, Resolve(Empty, reader, ""));
    }

    [Theory]
    [InlineData("'int'", "'x'")]
    [InlineData("'int'", "1.5")]
    [InlineData("'int'", "3000000000")]
    [InlineData("'bytes'", "'Ā'")]
    [InlineData("{'type':'fixed','name':'F','size':2}", "'a'")]
    [InlineData("{'type':'enum','name':'E','symbols':['a']}", "'b'")]
    [InlineData("['null','int']", "'x'")]
    [InlineData("{'type':'record','name':'N','fields':[{'name':'a','type':'int'}]}", "{}")]
    [InlineData("{'type':'array','items':'int'}", "['x']")]
    public void A_default_of_another_type_is_no_default(string type, string value)
    {
        var reader = Record(Field("f", type, $"'default':{value}"));

        var problem = Assert.Single(ProblemsOf(Empty, reader));

        Assert.Equal(("f", null), (problem.Path, problem.WriterType));
        Assert.Contains("default cannot be used", problem.Reason);
    }

    [Fact]
    public void A_bad_default_does_not_matter_where_the_writer_has_the_field()
    {
        var reader = Record(Field("f", "'int'", "'default':'x'"));

        Assert.Equal("(f=1i)", Resolve(Record(Field("f", "'int'")), reader, "02"));
    }

    [Theory]
    [InlineData("['null','double']", "(f=0:null)")]
    [InlineData("['double','null']", "(f=1:null)")]
    [InlineData("['int','string','null']", "(f=2:null)")]
    [InlineData("'null'", "(f=null)")]
    public void A_missing_nullable_field_without_default_is_null(string type, string expected) =>
        Assert.Equal(expected, Resolve(Empty, Record(Field("f", type)), ""));

    [Fact]
    public void A_default_that_would_not_end_is_refused()
    {
        var reader = Record(Field("next", "'R'", "'default':{}"));

        Assert.Contains("nested too deep", Assert.Single(ProblemsOf(Empty, reader)).Reason);
    }

    [Fact]
    public void A_default_that_doubles_at_each_level_is_refused_in_time()
    {
        // Each level's default holds two of the next: a million million records from a few kilobytes of schema.
        var inner = "{'type':'record','name':'L0','fields':[]}";
        for (var level = 1; level <= 40; level++)
        {
            inner = $"{{'type':'record','name':'L{level}','fields':["
                + $"{{'name':'a','type':{inner},'default':{{}}}},{{'name':'b','type':'L{level - 1}','default':{{}}}}]}}";
        }

        var reader = Record(Field("f", inner, "'default':{}"));

        Assert.Contains("too large", Assert.Single(ProblemsOf(Empty, reader)).Reason);
    }
}
