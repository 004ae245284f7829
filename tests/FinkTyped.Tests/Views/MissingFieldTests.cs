using System.Diagnostics.CodeAnalysis;
using FinkTyped.Generated;
using FinkTyped.Tests.Resolution;

namespace FinkTyped.Tests.Views;

/// <summary>What is said of fields that the writer lacks, so that a misspelt one is not null for ever in silence.</summary>
public class MissingFieldTests
{
    private static readonly AvroRecordSchema Reader = Record(
        """{"name": "id", "type": "long"}, {"name": "psFlux", "type": ["null", "double"]}, {"name": "clf", "type": ["null", """ +
        """{"type": "record", "name": "c", "fields": [{"name": "score", "type": ["null", "float"]}, {"name": "rb", "type": ["null", "float"]}]}]}""");

    private static readonly AvroRecordSchema Writer = Record(
        """{"name": "id", "type": "long"}, {"name": "psfFlux", "type": ["null", "double"]}, {"name": "clf", "type": """ +
        """{"type": "record", "name": "c", "fields": [{"name": "rb", "type": ["null", "float"]}]}}, {"name": "other", "type": "int"}""");

    private static readonly byte[] Datum = Tree.Write(Writer, new Dictionary<string, object?>
    {
        ["id"] = 1L,
        ["psfFlux"] = new Tree.Branch(1, 2.0),
        ["clf"] = new Dictionary<string, object?> { ["rb"] = new Tree.Branch(1, 0.5f) },
        ["other"] = 3,
    });

    [Fact]
    public void A_query_that_asks_only_for_what_the_writer_lacks_is_an_error_that_names_it()
    {
        var query = new Asking(view => view.DoubleOrNull(1) > 1);
        var e = Assert.Throws<SchemaResolutionException>(() => query.TryEvaluate(Writer, Datum, out _));
        var problem = Assert.Single(e.Problems);
        Assert.Equal("psFlux", problem.Path);
        Assert.Contains("psfFlux", problem.Reason, StringComparison.Ordinal);
        Assert.Contains("asks only for fields that the writer's schema lacks", e.Message, StringComparison.Ordinal);
        var nested = new Asking(view => view.Record(2).FloatOrNull(0) > 1 || view.DoubleOrNull(1) > 1);
        // The record is there: only its field is not.
        Assert.False(nested.TryEvaluate(Writer, Datum, out _));
        var e2 = Assert.Throws<SchemaResolutionException>(() => nested.TryEvaluate(Record("""{"name": "id", "type": "long"}"""), [2], out _));
        Assert.Equal(["clf", "clf.score", "psFlux"], e2.Problems.Select(p => p.Path));
    }

    [Fact]
    public void A_query_that_finds_something_is_none_of_that()
    {
        Assert.True(new Asking(view => view.DoubleOrNull(1) is null && view.Long(0) == 1).TryEvaluate(Writer, Datum, out _));
        Assert.True(new Asking(view => view.Record(2).FloatOrNull(1) == 0.5f).TryEvaluate(Writer, Datum, out _));
        Assert.True(new Asking(_ => true).TryEvaluate(Writer, Datum, out _));
    }

    [Fact]
    public void The_first_look_is_told_apart_for_each_writer_and_not_for_each_instance_of_its_schema()
    {
        var isSilent = true;
        var query = new Asking(view => view.DoubleOrNull(1) > 1 || (isSilent && view.Long(0) == 1));
        Assert.True(query.TryEvaluate(Writer, Datum, out _));
        isSilent = false;
        // The writer was looked at before.
        Assert.False(query.TryEvaluate(Writer, Datum, out _));
        Assert.False(query.TryEvaluate(AvroSchema.Parse(Writer.ToString()), Datum, out _));
    }

    [Fact]
    public void The_report_sums_up_what_is_missing_and_skipped_and_says_what_was_meant()
    {
        var report = new Asking(_ => true).ReportOf(Writer);
        Assert.Equal("missing in the writer: psFlux (was psfFlux meant?), clf.score\nskipped: psfFlux, other", report.Summary);
        Assert.Equal("psfFlux", report.Differences.First(d => d.Kind == ResolutionDifferenceKind.Missing).Similar);
        Assert.Equal("", ResolutionReport.Of(Writer, Writer).Summary);
        var mayFail = ResolutionReport.Of(Record("""{"name": "id", "type": ["null", "long"]}"""), Record("""{"name": "id", "type": "long"}"""));
        Assert.Equal("may fail: id", mayFail.Summary);
    }

    [Fact]
    public void Many_instances_of_one_schema_do_not_push_the_plans_of_others_out()
    {
        var other = DatumResolver.For(Reader, Reader);
        var first = DatumResolver.For(Writer, Reader);
        for (var i = 0; i < 200; i++) Assert.Same(first, DatumResolver.For(AvroSchema.Parse(Writer.ToString()), Reader));
        Assert.Same(other, DatumResolver.For(Reader, Reader));
    }

    private static AvroRecordSchema Record(string fields) =>
        (AvroRecordSchema)AvroSchema.Parse("""{"type": "record", "name": "a", "fields": [""" + fields + "]}");

    private delegate bool Question(AvroRecordView view);

    private sealed class Asking(Question question) : AlertQuery<SmallAlert, int>
    {
        internal override AvroSchema Schema => Reader;

        private protected override bool TryEvaluate(AvroRecordView alert, [MaybeNullWhen(false)] out int result)
        {
            result = 1;
            return question(alert);
        }
    }
}
