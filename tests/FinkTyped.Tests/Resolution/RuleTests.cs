using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

/// <summary>The rules of resolution one by one, where the vectors leave something out, and the leniencies.</summary>
public class RuleTests
{
    private static readonly SchemaResolution Strict = SchemaResolution.Strict;

    [Theory]
    [InlineData("'int'", "'long'", "0e", "7l")]
    [InlineData("'int'", "'float'", "0e", "40e00000f(7)")]
    [InlineData("'long'", "'float'", "0e", "40e00000f(7)")]
    [InlineData("'string'", "'bytes'", "04c3a9", "xC3A9")]
    [InlineData("'bytes'", "'string'", "04c3a9", "'é'")]
    [InlineData("['int','null']", "'double'", "0004", "4000000000000000d(2)")]
    [InlineData("'int'", "['string','double']", "04", "1:4000000000000000d(2)")]
    [InlineData("'int'", "['double','long']", "04", "0:4000000000000000d(2)")]
    [InlineData("'int'", "['double','int']", "04", "1:2i")]
    [InlineData("['null','string','int']", "['int','null','string']", "020278", "2:'x'")]
    [InlineData("['null','string','int']", "['int','null','string']", "00", "1:null")]
    [InlineData("{'type':'array','items':'int'}", "{'type':'array','items':'double'}", "020400", "[4000000000000000d(2)]")]
    [InlineData("{'type':'map','values':'int'}", "{'type':'map','values':'long'}", "02026b0400", "{'k'=2l}")]
    public void A_type_becomes_another(string writer, string reader, string datum, string expected) =>
        Assert.Equal(expected, Resolve(Parse(writer), Parse(reader), datum));

    [Theory]
    [InlineData("'double'", "'float'")]
    [InlineData("'long'", "'int'")]
    [InlineData("'string'", "'int'")]
    [InlineData("'null'", "'int'")]
    [InlineData("'int'", "['null','string']")]
    [InlineData("['int','string']", "'boolean'")]
    [InlineData("{'type':'array','items':'string'}", "{'type':'array','items':'int'}")]
    [InlineData("{'type':'fixed','name':'F','size':2}", "{'type':'fixed','name':'F','size':3}")]
    [InlineData("{'type':'enum','name':'E','symbols':['a']}", "{'type':'enum','name':'E','symbols':['b']}")]
    // A nullable whose value cannot be resolved is refused at once, although its nulls could be.
    [InlineData("['null','long']", "['null','int']")]
    public void A_type_that_cannot_become_another_is_refused(string writer, string reader)
    {
        var problem = Assert.Single(ProblemsOf(Record(Field("f", writer)), Record(Field("f", reader))));

        Assert.Equal("f", problem.Path.TrimEnd('[', ']'));
        Assert.NotNull(problem.WriterType);
        Assert.NotNull(problem.ReaderType);
    }

    [Fact]
    public void Blocks_of_an_array_become_one()
    {
        var writer = Parse("{'type':'array','items':'int'}");
        var reader = Parse("{'type':'array','items':'double'}");

        // 64 items in blocks of 1, 62 and 1, the second with its size: the count outgrows the byte it had at first.
        var datum = $"0202{"7b7c"}{string.Concat(Enumerable.Repeat("04", 62))}020600";

        var resolved = VectorTests.Resolve(writer, reader, Convert.FromHexString(datum));

        Assert.Equal((2 + (64 * 8) + 1, 0x80, 0x01), (resolved.Length, resolved[0], resolved[1]));
        Assert.Equal(64, ((List<object?>)Tree.Read(reader, resolved)!).Count);
    }

    [Fact]
    public void A_name_goes_before_an_alias()
    {
        var writer = Record(Field("a", "'int'"), Field("b", "'int'"));
        var reader = Record(Field("x", "'int'", "'aliases':['a','b']"), Field("a", "'int'"));

        Assert.Equal("(x=2i, a=1i)", Resolve(writer, reader, "0204"));
    }

    [Fact]
    public void Record_names_do_not_matter_unless_strictly()
    {
        var writer = Parse("{'type':'record','name':'topLevelRecord.candidate','fields':[{'name':'f','type':'int'}]}");
        var reader = Parse("{'type':'record','name':'Alert','fields':[{'name':'f','type':'int'}]}");

        Assert.Equal("(f=1i)", Resolve(writer, reader, "02"));
        Assert.Contains("names differ", Assert.Single(ProblemsOf(writer, reader, Strict)).Reason);
    }

    [Theory]
    [InlineData("{'type':'record','name':'other.R','fields':[]}")]
    [InlineData("{'type':'record','name':'X','aliases':['R'],'fields':[]}")]
    [InlineData("{'type':'record','name':'a.X','aliases':['R'],'fields':[]}")]
    public void Strict_names_match_without_namespace_or_by_alias(string reader) =>
        Assert.Equal("()", Resolve(Record(), Parse(reader), "", Strict));

    [Fact]
    public void Records_of_a_union_go_by_name_first_and_then_by_place()
    {
        const string A = "{'type':'record','name':'A','fields':[{'name':'x','type':'int'}]}";
        const string B = "{'type':'record','name':'B','fields':[{'name':'x','type':'int'}]}";

        Assert.Equal("1:(x=1i)", Resolve(Parse($"[{A},{B}]"), Parse($"[{B},{A}]"), "0002"));
        Assert.Equal("1:(x=1i)", Resolve(Parse($"[{A},{B}]"), Parse($"[{A.Replace("'A'", "'C'")},{B.Replace("'B'", "'D'")}]"), "0202"));
    }

    [Fact]
    public void A_missing_nullable_field_needs_a_default_strictly()
    {
        var reader = Record(Field("f", "['null','int']"));

        Assert.Contains("no default", Assert.Single(ProblemsOf(Record(), reader, Strict)).Reason);
    }

    [Fact]
    public void Type_names_of_Spark_are_taken_unless_strictly()
    {
        var writer = Record(Field("f", "'integer'"), Field("g", "{'type':'array','items':'binary'}"));
        var reader = Record(Field("f", "'int'"), Field("g", "{'type':'array','items':'bytes'}"));

        Assert.True(DatumResolver.For(writer, reader).IsWireIdentical);
        Assert.Equal(["f", "g[]"], ProblemsOf(writer, reader, Strict).Select(p => p.Path));
    }

    [Fact]
    public void A_null_is_a_record_of_nulls_where_that_can_be_unless_strictly()
    {
        const string Cutout = "{'type':'record','name':'C','fields':[{'name':'x','type':['int','null']},{'name':'y','type':['null','string']}]}";
        var reader = Record(Field("c", Cutout), Field("n", "'int'"));
        var writer = Record(Field("c", $"['null',{Cutout}]"), Field("n", "'int'"));

        Assert.Equal("(c=(x=1:null, y=0:null), n=1i)", Resolve(writer, reader, "0002"));
        Assert.Equal("(c=(x=0:1i, y=0:null), n=1i)", Resolve(writer, reader, "0200020002"));
        Assert.DoesNotContain(DatumResolver.For(writer, reader).Report.Differences, d => d.Kind == ResolutionDifferenceKind.MayFail);
        Assert.Contains("a value that is null", Assert.Throws<AvroException>(() => Resolve(writer, reader, "0002", Strict)).Reason);
    }

    [Fact]
    public void A_null_is_no_record_where_a_field_of_it_is_never_null_and_never_the_whole_datum()
    {
        var reader = Record(Field("n", "['int','null']"));
        var strict = Record(Field("c", "{'type':'record','name':'C','fields':[{'name':'x','type':'int'}]}"));

        Assert.Throws<AvroException>(() => Resolve(Parse($"['null',{reader.ToString().Replace('"', '\'')}]"), reader, "00"));
        Assert.Throws<AvroException>(() => Resolve(Record(Field("c", "['null',{'type':'record','name':'C','fields':[{'name':'x','type':'int'}]}]")), strict, "00"));
    }

    [Fact]
    public void A_field_that_changed_its_kind_is_null_where_that_is_asked_for()
    {
        var writer = Record(Field("mulens", "{'type':'record','name':'M','fields':[]}"), Field("n", "'int'"));
        var reader = Record(Field("mulens", "['double','null']"), Field("n", "'int'"));
        var resolution = SchemaResolution.Default with { UnresolvableNullableIsNull = true };

        Assert.Equal("mulens", Assert.Single(ProblemsOf(writer, reader)).Path);
        Assert.Equal("(mulens=1:null, n=1i)", Resolve(writer, reader, "02", resolution));
        Assert.Equal(ResolutionDifferenceKind.Unresolvable, Assert.Single(DatumResolver.For(writer, reader, resolution).Report.Differences).Kind);
    }

    [Fact]
    public void Every_field_at_fault_is_named_with_both_types_and_the_reason()
    {
        const string Item = "{'type':'record','name':'N','fields':[{'name':'x','type':'string'},{'name':'y','type':'int'}]}";
        var writer = Record(Field("a", "['long','null']"), Field("b", $"['null',{{'type':'array','items':{Item}}}]"), Field("c", "{'type':'map','values':'N'}"));
        var reader = Record(
            Field("a", "['int','null']"),
            Field("b", $"[{{'type':'array','items':{Item.Replace("'string'", "'int'")}}},'null']"),
            Field("c", "{'type':'map','values':'N'}"),
            Field("d", "'double'"));

        var fault = Assert.Throws<SchemaResolutionException>(() => DatumResolver.For(writer, reader));

        Assert.Equal(["a", "b[].x", "c{}.x", "d"], fault.Problems.Select(p => p.Path));
        Assert.Equal(("long or null", "int or null"), (fault.Problems[0].WriterType, fault.Problems[0].ReaderType));
        Assert.Equal(("string", "int"), (fault.Problems[1].WriterType, fault.Problems[1].ReaderType));
        Assert.Equal((null, "double"), (fault.Problems[3].WriterType, fault.Problems[3].ReaderType));
        foreach (var problem in fault.Problems) Assert.Contains(problem.ToString(), fault.Message);
    }

    [Fact]
    public void The_report_tells_what_differs()
    {
        const string Enum = "{'type':'enum','name':'E','symbols':['a','b'],'default':'a'}";
        var writer = Record(
            Field("gone", "'int'"), Field("wide", "'int'"), Field("late", "'int'"), Field("old", "'int'"), Field("plain", "'int'"),
            Field("maybe", "['int','null']"), Field("e", Enum.Replace("'b'", "'z'")), Field("first", "'int'"));
        var reader = Record(
            Field("first", "'int'"), Field("wide", "'double'"), Field("late", "'int'"), Field("new_name", "'int'", "'aliases':['old']"),
            Field("plain", "['null','int']"), Field("maybe", "'int'"), Field("e", Enum), Field("added", "'int'", "'default':5"), Field("nothing", "['null','int']"));

        var report = DatumResolver.For(writer, reader).Report;

        Assert.Equal(
            [
                (ResolutionDifferenceKind.Moved, "first"),
                (ResolutionDifferenceKind.Promoted, "wide"),
                (ResolutionDifferenceKind.Renamed, "new_name"),
                (ResolutionDifferenceKind.Widened, "plain"),
                (ResolutionDifferenceKind.MayFail, "maybe"),
                (ResolutionDifferenceKind.UnknownSymbols, "e"),
                (ResolutionDifferenceKind.Missing, "added"),
                (ResolutionDifferenceKind.Missing, "nothing"),
                (ResolutionDifferenceKind.Skipped, "gone"),
            ],
            report.Differences.Select(d => (d.Kind, d.Path)));
        Assert.Equal(
            """
            first: moved, place 7 there, 0 here
            wide: int is read as double
            new_name: renamed, the writer calls it old
            plain: int is read as null or int
            maybe: int or null is read as int: a value that is null is an error at run time
            e: symbols the reader does not know: z: becomes a
            added: the writer lacks it; it gets 5 (int)
            nothing: the writer lacks it; it gets null (null or int)
            gone: skipped, the reader has no such field (int)
            """.ReplaceLineEndings("\n"),
            report.ToString());
    }
}
