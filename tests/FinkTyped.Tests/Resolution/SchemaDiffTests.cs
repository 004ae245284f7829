using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

public class SchemaDiffTests
{
    private const string Item =
        "{'type':'record','name':'N','fields':[{'name':'x','type':'int'},{'name':'y','type':['int','null']},{'name':'z','type':'int'}]}";

    [Fact]
    public void Each_change_is_told_in_plain_words()
    {
        var older = Record(
            Field("a", "'int'"), Field("b", "'int'"), Field("c", "'string'"), Field("gone", "'bytes'"), Field("rfscore", "'double'"),
            Field("h", $"[{{'type':'array','items':{Item}}},'null']"), Field("m", "{'type':'map','values':'int'}"), Field("u", "['null','int','string']"));
        var newer = Record(
            Field("c", "'string'"), Field("a", "'long'"), Field("b", "['int','null']"), Field("rf_snia_vs_nonia", "'double'", "'aliases':['rfscore']"),
            Field("h", $"[{{'type':'array','items':{Item.Replace("['int','null']", "['null','int']").Replace("'z'", "'w'")}}},'null']"),
            Field("m", "{'type':'map','values':'float'}"), Field("u", "['null','string','int']"), Field("added", "['double','null']"));

        Assert.Equal(
            """
            moved    c: from place 2 to 0
            type     a: int -> long
            type     b: int -> int or null
            renamed  rf_snia_vs_nonia, before rfscore
            type     h[].y: int or null -> null or int
            added    h[].w (int)
            removed  h[].z (int)
            type     m{}: int -> float
            type     u: null or int or string -> null or string or int
            added    added (double or null)
            removed  gone (bytes)
            """.ReplaceLineEndings("\n"),
            SchemaDiff.Between(older, newer).ToString());
    }

    [Fact]
    public void Names_of_records_and_docs_and_defaults_do_not_count()
    {
        var older = Parse("{'type':'record','name':'a.A','fields':[{'name':'f','type':'int','doc':'x'}]}");
        var newer = Parse("{'type':'record','name':'b.B','fields':[{'name':'f','type':{'type':'int','logicalType':'date'},'default':1}]}");

        Assert.Empty(SchemaDiff.Between(older, newer).Changes);
        Assert.Equal("no field differs", SchemaDiff.Between(older, newer).ToString());
    }

    [Fact]
    public void A_union_of_several_types_is_compared_branch_by_branch()
    {
        var older = Record(Field("u", $"['null','string',{Item}]"));
        var newer = Record(Field("u", $"['null','string',{Item.Replace("'x'", "'xx'")}]"));

        Assert.Equal(
            [(SchemaChangeKind.Added, "u.xx"), (SchemaChangeKind.Removed, "u.x")],
            SchemaDiff.Between(older, newer).Changes.Select(c => (c.Kind, c.Path)));
    }

    [Fact]
    public void Recursive_types_are_compared_once_around()
    {
        const string Chain = "{'type':'record','name':'N','fields':[{'name':'v','type':'int'},{'name':'next','type':['null','N']}]}";

        Assert.Equal(["v"], SchemaDiff.Between(Parse(Chain), Parse(Chain.Replace("'int'", "'long'"))).Changes.Select(c => c.Path));
    }

    [Fact]
    public void Every_pair_of_stored_schemas_can_be_compared()
    {
        var schemas = Directory.GetFiles(SharedData.Require("schemas"), "*.avsc", SearchOption.AllDirectories)
            .Select(f => AvroSchema.Parse(File.ReadAllBytes(f))).ToList();
        foreach (var older in schemas)
        {
            foreach (var newer in schemas) Assert.Equal(older.Equals(newer), SchemaDiff.Between(older, newer).Changes.Count == 0);
        }
    }
}
