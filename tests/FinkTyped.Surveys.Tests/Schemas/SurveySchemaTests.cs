using System.Text.RegularExpressions;
using FinkTyped.Tests;

namespace FinkTyped.Surveys.Tests;

public partial class SurveySchemaTests
{
    [Theory]
    [InlineData("ztf", "fink-ztf-transfer-2026-03-23")]
    [InlineData("lsst", "fink-lsst-transfer-2026-03-18")]
    public void A_schema_file_is_wire_identical_with_the_writer_schema_it_follows(string survey, string writer)
    {
        var ours = SurveySchemas.Load(survey);
        var theirs = SurveySchemas.Parse(SharedData.Require($"schemas/{writer}.avsc"));

        Assert.Empty(SchemaDifferences.Find(ours, theirs));
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void The_multi_messenger_file_differs_from_its_writer_schema_in_ints_read_as_doubles_only()
    {
        var ours = SurveySchemas.Load("multimessenger");
        var theirs = SurveySchemas.Parse(SharedData.Require("schemas/fink-mm-1.3.avsc"));

        Assert.Empty(SchemaDifferences.Find(ours, theirs, promoteInt: true));
        Assert.All(
            SchemaDifferences.Find(ours, theirs),
            difference => Assert.StartsWith(".lc_features_", difference, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ztf", 281)]
    [InlineData("lsst", 472)]
    [InlineData("rubin", 404)]
    [InlineData("multimessenger", 95)]
    public void The_readme_counts_the_fields_as_they_occur(string survey, int expected) =>
        Assert.Equal(expected, CountFields(SurveySchemas.Load(survey)));

    [Theory]
    [MemberData(nameof(SurveySchemas.All), MemberType = typeof(SurveySchemas))]
    public void Every_record_and_every_field_has_a_doc(string survey)
    {
        var records = SurveySchemas.Records(SurveySchemas.Load(survey));

        Assert.All(records, record => Assert.False(string.IsNullOrWhiteSpace(record.Doc), record.Name));
        Assert.All(AllFields(records), field => Assert.EndsWith(".", field.Doc ?? field.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SurveySchemas.All), MemberType = typeof(SurveySchemas))]
    public void Every_real_number_has_a_unit_or_a_range(string survey)
    {
        var real = AllFields(SurveySchemas.Records(SurveySchemas.Load(survey))).Where(f => IsReal(f.Schema));

        Assert.Empty(real.Where(f => !UnitOrRange().IsMatch(f.Doc!)).Select(f => $"{f.Name}: {f.Doc}"));
    }

    [Theory]
    [MemberData(nameof(SurveySchemas.All), MemberType = typeof(SurveySchemas))]
    public void Each_shape_is_defined_once(string survey)
    {
        var records = SurveySchemas.Records(SurveySchemas.Load(survey));

        Assert.Equal(records.Count, records.Distinct().Count());
        Assert.Equal(records.Count, records.Select(r => r.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(SurveySchemas.All), MemberType = typeof(SurveySchemas))]
    public void Fields_that_only_transfers_have_come_last_and_are_nullable(string survey)
    {
        string[] transfer = ["year", "month", "day", "finkclass", "tnsclass", "tns_type_recomputed"];
        var root = Assert.IsType<AvroRecordSchema>(SurveySchemas.Load(survey));

        var behind = root.Fields.SkipWhile(f => !transfer.Contains(f.Name)).ToList();
        Assert.All(behind, f => Assert.Contains(f.Name, transfer));
        Assert.All(behind, f => Assert.Contains(Assert.IsType<AvroUnionSchema>(f.Schema).Branches, b => b.Type == AvroType.Null));
    }

    private static IEnumerable<AvroField> AllFields(IEnumerable<AvroRecordSchema> records) => records.SelectMany(r => r.Fields);

    private static bool IsReal(AvroSchema schema) => schema switch
    {
        AvroUnionSchema union => union.Branches.Any(IsReal),
        AvroMapSchema map => IsReal(map.Values),
        _ => schema.Type is AvroType.Float or AvroType.Double,
    };

    // A record counts wherever it occurs, as in a writer schema that defines it anew each time.
    private static int CountFields(AvroSchema schema) => schema switch
    {
        AvroRecordSchema record => record.Fields.Count + record.Fields.Sum(f => CountFields(f.Schema)),
        AvroArraySchema array => CountFields(array.Items),
        AvroMapSchema map => CountFields(map.Values),
        AvroUnionSchema union => union.Branches.Sum(CountFields),
        _ => 0,
    };

    [GeneratedRegex(
        @"\bIn (mag|nJy|pixels|degrees|days|au\b|km/s|arcsec|arcmin|milliarcsec|Mpc|DN|seconds|m\^2|1e-10|the Minor Planet Center's unit)"
        + @"|in the unit of|[Nn]o unit|without unit|0 to 1\b|\b0 \(.*\) to 1 \(|0 = .*1 = |Julian date in days|Flag as a number",
        RegexOptions.CultureInvariant)]
    private static partial Regex UnitOrRange();
}
