using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Filters whose text is made of words by chance, or damaged: each is read or refused, and what is read looks at alerts, damaged ones too.</summary>
internal sealed class FilterTexts() : FuzzKind("filters")
{
    private static readonly string[] Words =
    [
        "and", "or", "not", "in", "is", "null", "nan", "between", "like", "true", "false", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "(", ")", ",", ".",
        "'", "\"", "`", "'r'", "'%a_'", "0", "1", "-1", "9223372036854775808", "5e4", ".5", "1e400", "any(", "all(", "count(", "min(", "last(", "avg(", "lower(", "length(",
        "number(", "contains(", "cone(1, 2, 3)", "jd('2026')", "abs(", "it", "alert", "é", "\ud800", "\u0000", "((((((((", "not not not not",
    ];

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var survey = FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)];
        var names = Names((AvroRecordSchema)survey.Schema);
        var datum = survey.Pick(random, out _);
        var damage = new Damage(random);
        for (var i = 0; i < 20; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => $"{Next(random, names)}{(random.Next(3) == 0 ? "" : " ")}"));
            var damaged = random.Next(3) == 0 ? damage.Of(datum) : datum;
            round.Begin(damaged, survey.Schema, null);
            round.Count(IsTaken(text, survey.Schema, round.Memory.AtEnd(damaged)));
        }
    }

    private static string Next(Random random, List<string> names) => random.Next(4) switch
    {
        0 => names[random.Next(names.Count)],
        // What is often right, so that more than the reader of the text is reached.
        1 => $"{names[random.Next(names.Count)]} {Words[random.Next(11, 17)]} {random.Next(100)} {(random.Next(2) == 0 ? "and" : "or")}",
        2 => $"any({names[random.Next(names.Count)]}, {names[random.Next(names.Count)]} is not null) or",
        _ => Words[random.Next(Words.Length)],
    };

    private static bool IsTaken(string text, AvroSchema schema, ReadOnlySpan<byte> datum)
    {
        try
        {
            // Most texts end too early; one in three is mended by a condition.
            AlertFilter.Parse(text.TrimEnd().EndsWith("or", StringComparison.Ordinal) ? $"{text} true" : text).Accepts(schema, datum);
            return true;
        }
        catch (Exception e) when (e is AlertFilterException or AvroException)
        {
            return false;
        }
    }

    private static List<string> Names(AvroRecordSchema record)
    {
        var names = new List<string>();
        foreach (var field in record.Fields)
        {
            names.Add(field.Name);
            var inner = field.Schema is AvroUnionSchema union ? union.Branches.FirstOrDefault(b => b.Type != AvroType.Null) : field.Schema;
            if (inner is AvroArraySchema array) inner = array.Items;
            if (inner is AvroRecordSchema part) names.AddRange(part.Fields.SelectMany(f => new[] { f.Name, $"{field.Name}.{f.Name}" }));
        }

        return names;
    }
}
