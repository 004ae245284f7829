namespace FinkTyped.Generators.Tests;

/// <summary>Schemas that refer to what is defined further down, or in other files.</summary>
public sealed class SchemaSetTests
{
    private const string Alert = """
        {"type": "record", "name": "alert", "namespace": "survey.v1", "fields": [
          {"name": "candidate", "type": "survey.v1.candidate"},
          {"name": "prv_candidates", "type": ["null", {"type": "array", "items": "candidate"}], "default": null},
          {"name": "band", "type": "survey.band"}
        ]}
        """;

    private const string Candidate = """
        {"type": "record", "name": "survey.v1.candidate", "fields": [
          {"name": "jd", "type": "double"}, {"name": "filter", "type": ["null", "survey.band"]}, {"name": "part", "type": "part"},
          {"name": "whole", "type": {"type": "record", "name": "part", "fields": [{"name": "x", "type": "int"}]}}
        ]}
        """;

    private const string Band = """{"type": "enum", "namespace": "survey", "name": "band", "symbols": ["g", "r"]}""";

    private static readonly string[] Types = ["Alert", "Band", "Candidate", "Part"];

    [Fact]
    public void Files_that_refer_to_each_other_are_one_set_of_types()
    {
        var assembly = Generation.Build(
            [new("schema/alert.avsc", Alert), new("schema/band.avsc", Band), new("schema/candidate.avsc", Candidate)],
            """
            /// <summary>A user of the types.</summary>
            public static class User
            {
                /// <summary>Writes and reads an alert.</summary>
                public static int Run()
                {
                    var candidate = new Sample.Candidate { Jd = 1, Part = new() { X = 2 }, Whole = new() { X = 3 }, Filter = Sample.Band.R };
                    var alert = new Sample.Alert { Candidate = candidate, PrvCandidates = [candidate, candidate], Band = Sample.Band.G };
                    var output = new System.Buffers.ArrayBufferWriter<byte>();
                    var writer = new FinkTyped.AvroWriter(output);
                    alert.Write(ref writer);
                    writer.Flush();
                    var back = FinkTyped.AlertDecoder<Sample.Alert>.For(Sample.Alert.Schema).Decode(output.WrittenSpan);
                    var bright = Sample.Alert.Where(static a => a.Candidate.Part.X == 2 && a.Candidate.Filter == Sample.Band.R);
                    return back == alert && bright.TryEvaluate(Sample.Alert.Schema, output.WrittenSpan, out var found) && found == alert ? back.PrvCandidates!.Count : 0;
                }
            }
            """);
        Assert.Equal(Types, assembly.GetExportedTypes().Where(t => t.Namespace == "Sample" && !t.IsNested && !IsExtension(t)).Select(t => t.Name).Order());
        Assert.Equal(2, assembly.GetType("User")!.GetMethod("Run")!.CreateDelegate<Func<int>>()());
        var schema = new RecordProbe(assembly.GetType("Sample.Alert", throwOnError: true)!).Schema;
        Assert.Same(((AvroRecordSchema)schema).Fields[0].Schema, new RecordProbe(assembly.GetType("Sample.Candidate", throwOnError: true)!).Schema);
    }

    [Fact]
    public void The_files_of_a_set_share_namespace_and_access()
    {
        var types = Generation.Build(
            [new("alert.avsc", Alert) { Namespace = "My.Alerts", RecordName = "MyAlert" }, new("band.avsc", Band), new("candidate.avsc", Candidate) { RecordName = "MyCandidate" }])
            .GetExportedTypes().Where(t => !t.IsNested && !IsExtension(t)).Select(t => t.FullName).Order(StringComparer.Ordinal);
        Assert.Equal(["My.Alerts.Band", "My.Alerts.MyAlert", "My.Alerts.MyCandidate", "My.Alerts.Part"], types);
    }

    [Fact]
    public void FINK009_the_files_of_a_set_do_not_agree()
    {
        var result = Generation.Run(
            new("alert.avsc", Alert) { Namespace = "A" }, new("band.avsc", Band) { Namespace = "B" }, new("candidate.avsc", Candidate));
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(
            "Namespace=\"B\" of this FinkSchema item is not valid: the file belongs together with others, whose Namespace is 'A'", diagnostic.GetMessage(null));
        Assert.Equal("band.avsc", diagnostic.Location.GetLineSpan().Path);
    }

    [Fact]
    public void Two_schemas_may_share_a_file()
    {
        var other = Alert.Replace("\"alert\"", "\"other\"", StringComparison.Ordinal);
        var assembly = Generation.Build(
            [new("alert.avsc", Alert), new("band.avsc", Band), new("candidate.avsc", Candidate), new("other.avsc", other)]);
        Assert.Equal([.. Types, "Other"], assembly.GetExportedTypes().Where(t => !t.IsNested && !IsExtension(t)).Select(t => t.Name).Order().OrderBy(n => n == "Other"));
        foreach (var name in new[] { "Sample.Alert", "Sample.Other" })
        {
            Assert.Equal(3, ((AvroRecordSchema)new RecordProbe(assembly.GetType(name, throwOnError: true)!).Schema).Fields.Count);
        }
    }

    [Fact]
    public void Files_that_go_round_in_a_circle_are_one_set() => Assert.Equal(
        ["A", "B"],
        Generation.Build(
            [
                new("a.avsc", """{"type": "record", "name": "a", "fields": [{"name": "b", "type": ["null", "b"]}]}"""),
                new("b.avsc", """{"type": "record", "name": "b", "fields": [{"name": "a", "type": ["null", "a"]}]}"""),
            ]).GetExportedTypes().Where(t => !t.IsNested && !IsExtension(t)).Select(t => t.Name).Order());

    [Fact]
    public void The_file_beside_is_meant_where_several_define_a_name()
    {
        var old = Candidate.Replace("\"jd\"", "\"mjd\"", StringComparison.Ordinal);
        var assembly = Generation.Build(
            [
                new("v1/alert.avsc", Alert), new("v1/candidate.avsc", Candidate), new("v1/band.avsc", Band),
                new("v0/alert.avsc", Alert) { Namespace = "Old" }, new("v0/candidate.avsc", old), new("v0/band.avsc", Band),
            ]);
        Assert.NotNull(assembly.GetType("Sample.Candidate", throwOnError: true)!.GetProperty("Jd"));
        Assert.NotNull(assembly.GetType("Old.Candidate", throwOnError: true)!.GetProperty("Mjd"));
    }

    [Fact]
    public void FINK003_nothing_tells_which_file_is_meant() => Assert.Contains(
        Generation.Run(
            new("x/alert.avsc", """{"type": "record", "name": "alert", "fields": [{"name": "b", "type": "survey.band"}]}"""), new("v1/band.avsc", Band), new("v2/band.avsc", Band))
            .Diagnostics,
        d => d.GetMessage(null) == "The type 'survey.band' is defined in several schema files, of which none is beside this one: v1/band.avsc, v2/band.avsc");

    [Fact]
    public void A_fault_is_told_in_its_own_file()
    {
        var result = Generation.Run(new("alert.avsc", Alert), new("band.avsc", Band), new("candidate.avsc", Candidate.Replace("\"double\"", "\"dubel\"", StringComparison.Ordinal)));
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("FINK003", "candidate.avsc"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void A_name_may_come_before_its_definition()
    {
        var assembly = Generation.Build("""
            {"type": "record", "name": "alert", "namespace": "a", "fields": [
              {"name": "first", "type": "b.part"},
              {"name": "next", "type": {"type": "array", "items": "list"}},
              {"name": "second", "type": {"type": "record", "name": "part", "namespace": "b", "fields": [{"name": "unit", "type": "unit"}]}},
              {"name": "third", "type": {"type": "enum", "name": "b.unit", "symbols": ["nJy"]}},
              {"name": "list", "type": {"type": "record", "name": "list", "fields": [{"name": "next", "type": ["null", "list"]}]}}
            ]}
            """);
        var schema = (AvroRecordSchema)new RecordProbe(assembly.GetType("Sample.Alert", throwOnError: true)!).Schema;
        Assert.Equal("b.part", Assert.IsType<AvroRecordSchema>(schema.Fields[0].Schema).FullName);
        Assert.Same(schema.Fields[0].Schema, schema.Fields[2].Schema);
        Assert.Equal("a.list", Assert.IsType<AvroRecordSchema>(Assert.IsType<AvroArraySchema>(schema.Fields[1].Schema).Items).FullName);
    }

    [Fact]
    public void References_forward_are_followed_no_deeper_than_types_may_be_nested()
    {
        var fields = Enumerable.Range(0, 5000).Select(i => $$$"""
            {"name": "f{{{i}}}", "type": {"type": "record", "name": "T{{{i}}}", "fields": [{"name": "x", "type": {{{(i == 4999 ? "\"int\"" : $"\"T{i + 1}\"")}}}}]}}
            """);
        var result = Generation.Run($$"""{"type": "record", "name": "R", "fields": [{{string.Join(',', fields)}}]}""");
        Assert.Contains(result.Diagnostics, d => d.Id == "FINK012");
        Assert.DoesNotContain(result.Diagnostics, d => d.Id == "FINK003");
    }

    [Fact]
    public void Comments_are_taken() => Generation.Build("""
        // A licence.
        /* of two
           parts **/
        {"type": /**/ "record", "name": "alert", // the alert
          "fields": [{"name": "x//y/*z*/"/* not a comment inside a text */, "type": "int"}]} // the end
        """.Replace("x//y/*z*/", "x", StringComparison.Ordinal));

    [Fact]
    public void A_text_is_no_comment() => Marked.Verify(
        "FINK013",
        "The default of 'x' is ignored: it does not fit the type",
        """{"type": "record", "name": "R", "fields": [{"name": "x", "type": "int", "default": «"// /* "»}]}""");

    [Fact]
    public void An_edit_of_one_file_redoes_its_set_only()
    {
        SchemaItem[] items = [new("alert.avsc", Alert), new("band.avsc", Band), new("candidate.avsc", Candidate), new("other.avsc", Samples.All["Names"])];
        var stop = TestContext.Current.CancellationToken;
        var driver = Generation.Driver(items).RunGenerators(Generation.Compilation(), stop);
        var edited = driver.ReplaceAdditionalText(items[1], new SchemaItem("band.avsc", Band.Replace("\"r\"", "\"i\"", StringComparison.Ordinal)));
        var result = edited.RunGenerators(Generation.Compilation(), stop).GetRunResult().Results.Single();
        var reasons = result.TrackedSteps[Steps.Modelled].SelectMany(s => s.Outputs).Select(o => o.Reason.ToString());
        Assert.Equal(["Modified", "Cached"], reasons);
    }

    // The extensions that show a kept history as views stand beside the types.
    private static bool IsExtension(Type type) => type.Name.EndsWith("ArrayExtensions", StringComparison.Ordinal);
}
