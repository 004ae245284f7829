using System.Text;
using System.Text.Json.Nodes;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Schemas of data with odd names, fields that are there twice, attributes that are wrong, comments and marks: as long as the bytes are the same, so is
/// what is read of them.
/// </summary>
internal sealed class OddWriters() : FuzzKind("writers")
{
    private static readonly string[] Names = ["correction-ztf", "a.Outer$", "obs.1", "température", "a \"b\" \\", "7", "record", "\u0000", new('n', 900)];

    private static readonly string[] Idle =
    [
        "\"doc\":[1,{}]", "\"doc\":NaN", "\"aliases\":\"x\"", "\"aliases\":[null,7,\"a-b\"]", "\"default\":[-Infinity]", "\"order\":7", "\"doc\":\"a\\ud800b\"", "\"doc\":\"one\ntwo\"", "\"size2\":\"x\"",
        "\"logicalType\":{}", "\"unit\":\"\u00e5\"",
    ];

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var model = new SchemaMaker(random).Root(random.Next(1, 5));
        if (model is not SchemaModel.Record) return;
        var plain = AvroSchema.Parse(model.ToString());
        for (var i = 0; i < 10; i++)
        {
            var json = model.ToJson();
            var renamed = new Dictionary<string, string>();
            Rename(json, renamed, random, isRoot: true);
            byte[] more = [];
            // At the end, so that the bytes before are those of the plain schema; not of a record that holds itself.
            if (random.Next(2) == 0 && !HoldsItself(model) && json["fields"] is JsonArray fields)
            {
                var name = random.GetItems(["B-V", "again", ""], 1)[0];
                for (var n = random.Next(1, 3); n > 0; n--, more = [.. more, 2]) fields.Add(new JsonObject { ["name"] = name, ["type"] = "int" });
            }

            Check(round, plain, Encoding.UTF8.GetBytes(Decorate(json.ToJsonString(), random)), more);
        }
    }

    private static bool HoldsItself(SchemaModel model)
    {
        var text = model.ToString();
        var name = $"\"{((SchemaModel.Record)model).Name}\"";
        return text.IndexOf(name, StringComparison.Ordinal) != text.LastIndexOf(name, StringComparison.Ordinal);
    }

    private static void Check(FuzzRound round, AvroSchema plain, byte[] text, byte[] more)
    {
        var random = round.Random;
        round.Begin(text, plain);
        var parsed = EveryWay.Try("parse", text, t => AvroSchema.ParseWriter(t));
        Assert.Null(parsed.Refusal);
        var writer = (AvroSchema)parsed.Value!;
        EveryWay.Try("parse what is kept", text, _ => AvroSchema.ParseWriter(writer.SourceJson.Span).Equals(writer) ? writer : throw new InvalidOperationException("its text is another schema"));
        round.Count(true);
        if (!new DatumMaker(random).TryMake(plain, out var value)) return;
        byte[] datum = [.. Tree.Write(plain, value, random), .. more];
        var options = new AvroJsonOptions { Limits = Schemas.Bounded.Limits };
        var expected = EveryWay.Try("JSON", datum, d => AvroJson.ToString(plain, d[..^more.Length], options));
        var odd = EveryWay.Try("JSON of an odd writer", datum, d => AvroJson.ToString(writer, d, options));
        if (more.Length == 0) Assert.Equal(expected, odd);
        else if (!expected.IsOfLimits && !odd.IsOfLimits) Assert.Equal(expected.IsRefused, odd.IsRefused);
        if (more.Length <= 1 && writer is AvroRecordSchema record) new EveryWay(writer, record, Schemas.Bounded, round.Memory, random).Check(random.Next(2) == 0 ? datum : new Damage(random).Of(datum));
    }

    // Names of types, one for one, so that what refers to them still does.
    private static void Rename(JsonNode? node, Dictionary<string, string> renamed, Random random, bool isRoot = false)
    {
        switch (node)
        {
            case JsonObject { } named when named["name"] is JsonValue name && named["type"] is JsonValue type && type.GetValue<string>() is "record" or "enum" or "fixed":
                var old = ((JsonObject)node)["name"]!.GetValue<string>();
                var odd = random.GetItems(Names, 1)[0];
                // A namespace is that of all types within as well, which then are other ones for who refers to them from outside.
                var isSafe = isRoot || type.GetValue<string>() != "record" || !odd.Contains('.', StringComparison.Ordinal);
                if (random.Next(2) == 0 && isSafe && !renamed.ContainsValue(odd)) ((JsonObject)node)["name"] = renamed[old] = odd;
                break;
        }

        if (node is JsonObject members)
        {
            foreach (var key in members.Select(m => m.Key).ToList())
            {
                if (key is "type" or "items" or "values" && members[key] is JsonValue reference && renamed.TryGetValue(reference.GetValue<string>(), out var now)) members[key] = now;
                else if (key is "type" or "items" or "values" or "fields") Rename(members[key], renamed, random);
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is JsonValue reference && reference.TryGetValue<string>(out var text) && renamed.TryGetValue(text, out var now)) items[i] = now;
                else Rename(items[i], renamed, random);
            }
        }
    }

    // Attributes that say nothing, comments, a mark.
    private static string Decorate(string json, Random random)
    {
        var text = new StringBuilder();
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            text.Append(json[i]);
            if (json[i] == '\\') text.Append(json[++i]);
            else if (json[i] == '"') inText = !inText;
            else if (inText) continue;
            else if (json[i] == '{' && json[i + 1] == '"' && random.Next(6) == 0) text.Append(random.GetItems(Idle, 1)[0]).Append(',');
            else if (json[i] is ',' or ':' && random.Next(20) == 0) text.Append(random.Next(2) == 0 ? " // NaN \"\n" : "/* \" { */");
        }

        return random.Next(4) == 0 ? "\uFEFF" + text : text.ToString();
    }
}
