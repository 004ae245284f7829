using System.Text;
using FinkTyped.Lsst;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Schemas whose JSON is damaged or monstrous. What is accepted is printed, read back, compared, and reads noise.
/// </summary>
internal sealed class SchemaTexts() : FuzzKind("texts")
{
    private const int LongestText = 1 << 20;
    private static readonly SchemaResolution Bounded = Schemas.Bounded;

    private static readonly string[] Words =
    [
        "\"type\":\"record\",", "\"name\":\"f0\",", "\"fields\":[],", "\"default\":1e999,", "\"size\":-1,", "\"size\":2147483647,", "\"symbols\":[\"a\",\"a\"],",
        "\"aliases\":[\"..\"],", "\"namespace\":\"a.b\",", "\"type\":[\"null\",\"null\"],", "\"type\":[[]],", "\"items\":\"R0\",", "\"values\":\"R1\",",
        "\"doc\":null,", "\"\\ud800\":1,", "\"\\u0000\":0,", "\"type\":\"R0\",", "{", "}", "[", "]", "\"", "\\", ",", "null", "\uFEFF", "/**/", "NaN",
    ];

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        if (random.Next(60) == 0)
        {
            Check(round, Encoding.UTF8.GetBytes(Monster(random)));
            return;
        }

        var text = random.Next(10) == 0
            ? FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)].Text
            : Encoding.UTF8.GetBytes(new SchemaMaker(random).Root(random.Next(1, 6)).ToString());
        for (var i = 0; i < 20; i++)
        {
            var damaged = text;
            for (var n = random.Next(4); n > 0; n--) damaged = Change(damaged, damage, random);
            if (damaged.Length <= LongestText) Check(round, damaged);
        }
    }

    private static byte[] Change(byte[] text, Damage damage, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return damage.Of(text);
            case 1:
                // A word where a member, a value or an item may begin.
                var places = Enumerable.Range(0, text.Length).Where(i => text[i] is (byte)'{' or (byte)'[' or (byte)',' or (byte)':').ToArray();
                if (places.Length == 0) return text;
                var at = places[random.Next(places.Length)] + 1;
                return [.. text[..at], .. Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]), .. text[at..]];
            default:
                // A piece of the text in place of another: braces often match, so that it stays JSON.
                var pieces = Pieces(text);
                if (pieces.Count == 0) return text;
                var from = pieces[random.Next(pieces.Count)];
                var to = pieces[random.Next(pieces.Count)];
                return [.. text[..to.Start], .. text[from.Start..from.End], .. text[to.End..]];
        }
    }

    // Objects, arrays and names in quotes.
    private static List<(int Start, int End)> Pieces(byte[] text)
    {
        var pieces = new List<(int, int)>();
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is (byte)'{' or (byte)'[') open.Push(i);
            else if (text[i] is (byte)'}' or (byte)']' && open.TryPop(out var start)) pieces.Add((start, i + 1));
            else if (text[i] == '"' && text.AsSpan(i + 1).IndexOf((byte)'"') is >= 0 and var length) pieces.Add((i, i += length + 2));
        }

        return pieces.FindAll(p => p.Item2 <= text.Length);
    }

    private static string Monster(Random random)
    {
        var count = random.Next(1, 30_000);
        return random.Next(11) switch
        {
            0 => new string('[', count),
            1 => string.Concat(Enumerable.Repeat("""{"type":"array","items":""", count)),
            2 => $"{string.Concat(Enumerable.Repeat("""{"type":""", count))}\"int\"{new string('}', count)}",
            3 => $$"""{"type":"record","name":"R","fields":[{{Many(count, i => $$"""{"name":"f{{i}}","type":["null","R"],"default":null}""")}}]}""",
            4 => $$"""{"type":"enum","name":"E","symbols":[{{Many(count, i => $"\"s{i}\"")}}]}""",
            5 => $"[{Many(count, i => $$"""{"type":"fixed","name":"F{{i}}","size":{{i}}}""")}]",
            6 => $$"""{"type":"record","name":"R0","fields":[{"name":"a","type":{{Chain(Math.Min(count, 4000))}}}]}""",
            7 => $$"""{"type":"record","name":"R","aliases":[{{Many(count, i => $"\"a{i}\"")}}],"fields":[]}""",
            8 => $$"""{"type":"record","name":"R","fields":[{"name":"f","type":"int","default":{{new string('[', count)}}{{new string(']', count)}}}]}""",
            9 => $$"""{"type":"record","name":"{{new string('n', count)}}","doc":"{{new string('é', count)}}","fields":[]}""",
            _ => $$"""{"type":"record","name":"R","fields":[{{Many(Math.Min(count, 300), i => Twice(i))}}]}""",
        };
    }

    private static string Many(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    // Records that are defined one inside the other through unions, each of which refers to the first.
    private static string Chain(int depth)
    {
        var text = new StringBuilder("\"R0\"");
        for (var i = depth; i > 0; i--) text.Insert(0, $$"""["null","R0",{"type":"record","name":"R{{i}}","fields":[{"name":"a","type":""").Append("}]}]");
        return text.ToString();
    }

    // Each type holds the one before twice: a datum would take as many bytes as there are atoms.
    private static string Twice(int i)
    {
        var inner = i == 0 ? "\"int\"" : $"\"T{i - 1}\"";
        return $$$"""{"name":"f{{{i}}}","type":{"type":"record","name":"T{{{i}}}","fields":[{"name":"a","type":{{{inner}}}},{"name":"b","type":{{{inner}}}}]}}""";
    }

    private static void Check(FuzzRound round, byte[] text)
    {
        round.Begin(text);
        var guarded = text.Length <= LongestText ? round.Memory.AtEnd(text) : text;
        var parsed = EveryWay.Try("parse", guarded, t => AvroSchema.Parse(t));
        round.Count(!parsed.IsRefused);
        if (parsed.Value is not AvroSchema schema) return;
        EveryWay.Try("print", text, _ => Print(schema));
        EveryWay.Try("canonical form", text, _ => Canonise(schema));
        foreach (var compiled in new[] { ZtfAlert.Schema, LsstAlert.Schema, Everything.Schema })
        {
            EveryWay.Try("check", text, _ => SchemaCheck.Of(schema, compiled).ToString());
            EveryWay.Try("check against", text, _ => SchemaCheck.Of(compiled, schema).ToString());
        }

        if (schema is not AvroRecordSchema record || record.Fields.Count >= 1000) return;
        var isRead = EveryWay.Try("match", text, _ => SchemaMatcher.Match(schema, record, Bounded).Fails ? null : schema).Value is not null;
        if (isRead) new EveryWay(schema, record, Bounded, round.Keys, round.Random).Check(new Damage(round.Random).Bytes(60));
    }

    private static object? Print(AvroSchema schema)
    {
        var printed = AvroSchema.Parse(schema.ToString());
        Assert.True(printed.Equals(schema) && printed.GetHashCode() == schema.GetHashCode(), "printed and read, the schema is another");
        Assert.Empty(SchemaDiff.Between(schema, printed).Changes);
        return null;
    }

    private static object? Canonise(AvroSchema schema)
    {
        var canonical = AvroSchema.Parse(schema.CanonicalForm);
        Assert.True(canonical.Equals(schema), "the canonical form is another schema");
        Assert.Equal(schema.CanonicalForm, canonical.CanonicalForm);
        Assert.Equal(schema.Fingerprint, canonical.Fingerprint);
        return null;
    }
}
