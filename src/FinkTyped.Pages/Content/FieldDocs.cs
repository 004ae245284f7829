using System.Text;
using System.Text.RegularExpressions;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Pages.Html;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Pages.Content;

/// <summary>What the schema files say about fields: the stock ones, since what is on the wire says nothing.</summary>
internal static partial class FieldDocs
{
    private static readonly Lazy<AvroRecordSchema> Ztf = new(() => Load("ztf.avsc"));
    private static readonly Lazy<AvroRecordSchema> Lsst = new(() => Load("lsst.avsc"));
    private static readonly Lazy<AvroRecordSchema> Rubin = new(() => Load("rubin.avsc"));

    /// <summary>The documented schema of an alert's survey; null for an alert of none.</summary>
    public static AvroRecordSchema? For(ISurveyAlert? alert) => alert switch
    {
        ZtfAlert => Ztf.Value,
        LsstAlert => Lsst.Value,
        RubinAlert => Rubin.Value,
        _ => null,
    };

    /// <summary>The record within a schema that may be null, an array or a map; null where there is none.</summary>
    public static AvroRecordSchema? Record(AvroSchema? schema) => schema switch
    {
        AvroRecordSchema record => record,
        AvroUnionSchema union => union.Branches.Select(Record).FirstOrDefault(r => r is not null),
        AvroArraySchema array => Record(array.Items),
        AvroMapSchema map => Record(map.Values),
        _ => null,
    };

    /// <summary>What a field means: the writer's own words where it has any.</summary>
    public static string Doc(AvroField field, AvroField? documented) => field.Doc ?? documented?.Doc ?? "";

    /// <summary>The unit that a field's words name; empty where they name none.</summary>
    public static string Unit(string doc)
    {
        var match = UnitWords().Match(doc);
        return match.Success ? match.Groups[1].Value : "";
    }

    private static AvroRecordSchema Load(string name) => (AvroRecordSchema)AvroSchema.Parse(Encoding.UTF8.GetBytes(Assets.Text(name)));

    [GeneratedRegex(@"\b[Ii]n ((?:nJy|mag|degrees?|days?|arcsec|milliarcsec|arcmin|au|km/s|Mpc|pixels?|DN|seconds?)(?: squared| per day squared| per day| per year)?)\b(?! (?:of|that|in which))")]
    private static partial Regex UnitWords();
}
