using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

/// <summary>Values that stand for none, beside what the documented schemas say of each field.</summary>
public partial class SentinelTests
{
    // Counts, of which 0 is one.
    private static readonly string[] Counts = ["trailNdata", "dipoleNdata"];

    [Fact]
    public void Every_sentinel_of_the_documented_ZTF_schema_becomes_null() =>
        Check(new ZtfSimulator().Next(), "ztf", static a => a.WithoutSentinels(), expected: 44, static a => a, static a => a.Candidate, static (a, c) => a with { Candidate = c });

    [Fact]
    public void Every_sentinel_of_the_documented_LSST_schema_becomes_null()
    {
        var alert = new LsstSimulator().Next();

        Check(alert, "lsst", static a => a.WithoutSentinels(), expected: 4, static a => a, static a => a.Clf, static (a, c) => a with { Clf = c });
        Check(alert, "lsst", static a => a.WithoutSentinels(), expected: 4, static a => a, static a => a.DiaSource, static (a, s) => a with { DiaSource = s });
        Check(alert, "lsst", static a => a.WithoutSentinels(), expected: 5, static a => a, static a => a.MpcOrbits, static (a, o) => a with { MpcOrbits = o });
    }

    [Fact]
    public void Every_sentinel_of_the_documented_Rubin_schema_becomes_null()
    {
        var alert = EncodedSurveyAlertTests.AsRubin(new LsstSimulator().Next());

        Check(alert, "rubin", static a => a.WithoutSentinels(), expected: 3, static a => a, static a => a.DiaSource, static (a, s) => a with { DiaSource = s });
        Check(alert, "rubin", static a => a.WithoutSentinels(), expected: 4, static a => a, static a => a.MpcOrbits ?? new(), static (a, o) => a with { MpcOrbits = o });
    }

    [Fact]
    public void Items_of_the_history_have_sentinels_of_their_own()
    {
        var past = new ZtfSimulator().Enumerate(50).SelectMany(a => a.PrvCandidates ?? []).First(p => p?.Magpsf is not null)!;
        var bare = (past with { Distnr = -999, Ssdistnr = -999, Ssmagnr = -999, Ssnamenr = "null" }).WithoutSentinels();
        var source = new LsstSimulator().Enumerate(50).SelectMany(a => a.PrvDiaSources ?? []).First()!;

        Assert.Equal((null, null, null, null, past.Magpsf), (bare.Distnr, bare.Ssdistnr, bare.Ssmagnr, bare.Ssnamenr, bare.Magpsf));
        Assert.Equal((5f, 6f, 7f, "8"), Of((past with { Distnr = 5, Ssdistnr = 6, Ssmagnr = 7, Ssnamenr = "8" }).WithoutSentinels()));
        Assert.Null((source with { ParentDiaSourceId = 0 }).WithoutSentinels().ParentDiaSourceId);

        static (float?, float?, float?, string?) Of(PrvCandidate p) => (p.Distnr, p.Ssdistnr, p.Ssmagnr, p.Ssnamenr);
    }

    [Fact]
    public void Maps_without_any_value_become_null()
    {
        var alert = new ZtfSimulator().Next();

        Assert.Null((alert with { Mangrove = new AvroMap<string?>([new("lum_dist", "None")]), BlazarStats = new AvroMap<float?>([new("m0", -1)]) }).WithoutSentinels().Mangrove);
        Assert.NotNull((alert with { Mangrove = new AvroMap<string?>([new("lum_dist", "12")]) }).WithoutSentinels().Mangrove);
        Assert.Null((alert with { BlazarStats = new AvroMap<float?>([new("m0", -1)]) }).WithoutSentinels().BlazarStats);
        Assert.NotNull((alert with { BlazarStats = new AvroMap<float?>([new("m0", 0.5f)]) }).WithoutSentinels().BlazarStats);
    }

    // Puts each documented sentinel into its field, alone, of the alert and of a record in it.
    private static void Check<T, TInner>(T alert, string survey, Func<T, T> without, int expected, Func<T, T> self, Func<T, TInner> inner, Func<T, TInner, T> put)
        where T : class where TInner : class
    {
        var root = (AvroRecordSchema)SurveySchemas.Load(survey);
        var checkedFields = 0;
        foreach (var (owner, schema) in new (Type, AvroRecordSchema)[] { (typeof(T), root), (typeof(TInner), Inner(root, typeof(TInner))) })
        {
            foreach (var field in schema.Fields)
            {
                if (Counts.Contains(field.Name) || Words().Matches(field.Doc ?? "") is not { Count: > 0 } words) continue;
                var property = owner.GetProperties().Single(p => string.Equals(p.Name, field.Name.Replace("_", ""), StringComparison.OrdinalIgnoreCase));
                var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                if (type != typeof(string) && !type.IsPrimitive) continue;
                foreach (var word in words.Select(m => m.Groups[1].Value))
                {
                    object value = type == typeof(string) ? word.Trim('"') : Convert.ChangeType(word, type, CultureInfo.InvariantCulture);
                    var changed = owner == typeof(T) ? Set(self(alert), property, value) : put(alert, Set(inner(alert), property, value));
                    Assert.True(property.GetValue(owner == typeof(T) ? without(changed) : inner(without(changed))) is null, $"{field.Name}: {word}");
                }

                object other = type == typeof(string) ? "something" : Convert.ChangeType(7, type, CultureInfo.InvariantCulture);
                var kept = owner == typeof(T) ? Set(self(alert), property, other) : put(alert, Set(inner(alert), property, other));
                Assert.Equal(other, property.GetValue(owner == typeof(T) ? without(kept) : inner(without(kept))));
                checkedFields++;
            }
        }

        Assert.True(checkedFields == expected, $"{checkedFields} fields have a documented sentinel");
    }

    private static TRecord Set<TRecord>(TRecord record, PropertyInfo property, object value) where TRecord : class
    {
        var copy = (TRecord)typeof(TRecord).GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static AvroRecordSchema Inner(AvroRecordSchema root, Type type) => root.Fields
        .Select(f => (f.Schema as AvroRecordSchema) ?? (f.Schema as AvroUnionSchema)?.Branches.OfType<AvroRecordSchema>().FirstOrDefault()).First(r => r?.Name == type.Name)!;

    // "-999 where there is none", "nan" or "Unknown" where there is none, "-1 = not computed", "empty" is not quoted.
    [GeneratedRegex("(-\\d+|\\b0|\"(?:nan|null|None|Unknown)\")(?= (?:or \"\\w+\" )?(?:where (?:there is|it was not)|= not computed|or null (?:where|for)))")]
    private static partial Regex Words();
}
