using System.Diagnostics;
using System.Text;
using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

/// <summary>Schemas made to cost much: matching and planning stay in proportion to their text, and off the stack.</summary>
public class HostileSchemaTests
{
    [Fact]
    public void A_long_chain_of_types_is_matched_without_recursion()
    {
        // Each record refers to the one defined beside it before: deep by reference although flat as text.
        var writer = Chain(5_000, "'int'");
        var reader = Chain(5_000, "'double'");

        var report = DatumResolver.For(writer, reader).Report;

        Assert.False(report.IsWireIdentical);
        Assert.NotNull(report.ToString());
    }

    [Fact]
    public void A_fault_deep_in_a_chain_of_types_is_still_a_fault() =>
        Assert.NotEmpty(ProblemsOf(Chain(5_000, "'string'"), Chain(5_000, "'int'")));

    [Fact]
    public void Types_that_all_refer_to_each_other_are_told_of_in_time()
    {
        var watch = Stopwatch.StartNew();

        var report = DatumResolver.For(Tangle(30, "'int'"), Tangle(30, "'double'")).Report;
        var problems = ProblemsOf(Tangle(30, "'string'"), Tangle(30, "'int'"));

        Assert.NotEmpty(report.Differences);
        Assert.NotEmpty(problems);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_record_of_very_many_fields_is_matched_in_time()
    {
        var watch = Stopwatch.StartNew();
        var names = Enumerable.Range(0, 30_000).Select(i => Field($"f{i}", i % 2 == 0 ? "'int'" : "['null','string']")).ToArray();

        var resolver = DatumResolver.For(Record([.. names.Reverse()]), Record(names));
        var fault = Assert.Throws<AvroException>(() => VectorTests.Resolve(resolver.WriterSchema, resolver.ReaderSchema, [1]));

        Assert.NotNull(fault.Offset);
        Assert.NotEmpty(resolver.Report.Differences);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_type_that_holds_another_twice_at_each_level_is_planned_in_time()
    {
        var watch = Stopwatch.StartNew();
        var resolver = DatumResolver.For(Record(Field("skip", Doubling(40)), Field("f", "'int'")), Record(Field("f", "'int'")));

        // What is at the bottom takes no byte, so the walk over all of it is cut off by what a datum may hold.
        Assert.Throws<AvroException>(() => VectorTests.Resolve(resolver.WriterSchema, resolver.ReaderSchema, [2]));

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{watch.Elapsed}");
    }

    private static AvroSchema Chain(int length, string type)
    {
        var fields = new StringBuilder();
        fields.Append(Field("f0", $"{{'type':'record','name':'R0','fields':[{Field("v", type)}]}}"));
        for (var i = 1; i < length; i++)
        {
            fields.Append(',').Append(Field($"f{i}", $"['null',{{'type':'record','name':'R{i}','fields':[{Field("n", $"['null','R{i - 1}']")}]}}]"));
        }

        return Record(Field("last", $"{{'type':'record','name':'All','fields':[{fields}]}}"));
    }

    private static AvroSchema Tangle(int count, string type)
    {
        // The first record defines all the others, each of which refers to all that are around it or came before.
        var text = Field("v", type);
        for (var i = count - 1; i > 0; i--)
        {
            var others = string.Join(',', Enumerable.Range(0, i).Select(o => Field($"r{o}", $"['null','T{o}']")));
            text = $"{others},{Field("n", $"['null',{{'type':'record','name':'T{i}','fields':[{text}]}}]")}";
        }

        return Parse($"{{'type':'record','name':'T0','fields':[{text}]}}");
    }

    private static string Doubling(int levels)
    {
        var inner = "{'type':'record','name':'L0','fields':[]}";
        for (var level = 1; level <= levels; level++)
        {
            inner = $"{{'type':'record','name':'L{level}','fields':[{Field("a", inner)},{Field("b", $"'L{level - 1}'")}]}}";
        }

        return inner;
    }
}
