using FinkTyped.Plans;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Small schemas that say much: records that hold others twice, and these others twice, in hundreds of fields.</summary>
public sealed class SpreadingSchemaTests
{
    private const long MostBytes = 64 << 20;

    [Fact]
    public void A_plan_takes_memory_in_proportion_to_the_schema_not_to_what_it_spreads_to()
    {
        AvroRecordSchema[] schemas =
        [
            Chain(300), Fields(_ => "\"T11\""), Fields(Holder), Fields(i => $$"""{"type":"array","items":{{Holder(i)}}}"""),
        ];
        foreach (var schema in schemas)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = RecordPlanBuilder.Identity(schema, AvroLimits.Default);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact]
    public void Types_that_contain_themselves_are_found_in_one_pass()
    {
        var schema = (AvroRecordSchema)AvroSchema.Parse("""
            {"type":"record","name":"Root","fields":[
              {"name":"plain","type":{"type":"record","name":"Plain","fields":[{"name":"x","type":"int"}]}},
              {"name":"self","type":{"type":"record","name":"Self","fields":[{"name":"next","type":["null","Self"]},{"name":"plain","type":"Plain"}]}},
              {"name":"one","type":{"type":"record","name":"One","fields":[{"name":"others","type":{"type":"array","items":
                {"type":"record","name":"Other","fields":[{"name":"one","type":{"type":"map","values":"One"}}]}}}]}}]}
            """);

        var endless = SchemaGraph.PartsOfThemselves(schema).OfType<AvroRecordSchema>().Select(r => r.Name);
        Assert.Equal(["One", "Other", "Self"], endless.Order());
    }

    [Fact]
    public void What_is_not_unrolled_is_read_all_the_same()
    {
        var schema = Fields(_ => "\"T9\"", depth: 10, count: 12);
        var datum = Enumerable.Range(0, (2 << 10) - 2 + (12 << 10)).Select(i => (byte)(i % 64)).ToArray();
        using var memory = new GuardedMemory(datum.Length);

        new EveryWay(schema, schema, SchemaResolution.Default, memory, new Random(1)).Check(datum);

        var plan = AvroPlan.For(schema);
        var path = plan.Bind("f21.b.b.b.b.b.b.b.b.b.b");
        Assert.Equal(-31, plan.Read(datum, path, static (view, last) => view.Long(last)));
    }

    // Each type holds the one before twice.
    private static AvroRecordSchema Chain(int count) => Record(Enumerable.Range(0, count).Select(i => Field(i, Twice(i))));

    // The same, and more fields behind.
    private static AvroRecordSchema Fields(Func<int, string> type, int depth = 12, int count = 300) =>
        Record(Enumerable.Range(0, depth + count).Select(i => Field(i, i < depth ? Twice(i) : type(i))));

    private static string Field(int i, string type) => $$"""{"name":"f{{i}}","type":{{type}}}""";

    private static string Twice(int i)
    {
        var inner = i == 0 ? "\"int\"" : $"\"T{i - 1}\"";
        return $$"""{"type":"record","name":"T{{i}}","fields":[{"name":"a","type":{{inner}}},{"name":"b","type":{{inner}}}]}""";
    }

    private static string Holder(int i) => $$"""{"type":"record","name":"H{{i}}","fields":[{"name":"a","type":"T11"},{"name":"b","type":"int"}]}""";

    private static AvroRecordSchema Record(IEnumerable<string> fields) =>
        (AvroRecordSchema)AvroSchema.Parse($$"""{"type":"record","name":"R","fields":[{{string.Join(',', fields)}}]}""");
}
