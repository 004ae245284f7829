using System.Buffers;
using System.Text.Json.Nodes;

namespace FinkTyped.Benchmarks.Data;

/// <summary>
/// A writer whose schema differs from the compiled one as Fink's have differed from year to year: two fields of the alert are new, two are
/// missing, inside every history item one is new and one is missing; and at both places a number is narrower than the compiled one (double,
/// long and float are float, int and int) and one cannot be null.
/// </summary>
internal sealed class WriterVariation
{
    private const string Narrowed = "narrowed";

    private readonly DatumResolver _toCommon;
    private readonly DatumResolver _toOther;

    /// <summary>Makes such a schema of a writer's.</summary>
    public WriterVariation(AvroSchema writer, AvroSchema reader)
    {
        var root = JsonNode.Parse(writer.ToString())!;
        var fields = root["fields"]!.AsArray();
        Narrow(fields);
        foreach (var history in ((AvroRecordSchema)reader).Fields.Where(field => ItemsOf(field.Schema) is AvroRecordSchema))
        {
            var field = fields.First(f => (string?)f!["name"] == history.Name)!;
            var items = Record(root, field["type"]!)["fields"]!.AsArray();
            Narrow(items);
            items.RemoveAt(items.Count / 2);
            items.Insert(items.Count / 3, New("new_in_item", "double"));
        }

        foreach (var gone in new[] { "publisher", "day" }) fields.Remove(fields.First(f => (string?)f!["name"] == gone));
        fields.Insert(1, New("new_at_start", "double"));
        fields.Insert(fields.Count - 4, New("new_at_end", "string"));
        Schema = AvroSchema.Parse(root.ToJsonString());
        // A number cannot be made narrower: what is narrowed is left out first, and then is new, with a default.
        RemoveNarrowed(root);
        var common = AvroSchema.Parse(root.ToJsonString());
        _toCommon = DatumResolver.For(writer, common);
        _toOther = DatumResolver.For(common, Schema);
    }

    /// <summary>The schema.</summary>
    public AvroSchema Schema { get; }

    /// <summary>A datum as that writer would have written it.</summary>
    public byte[] Encode(byte[] datum)
    {
        var common = new ArrayBufferWriter<byte>(datum.Length * 2);
        _toCommon.Resolve(datum, common);
        var output = new ArrayBufferWriter<byte>(datum.Length * 2);
        _toOther.Resolve(common.WrittenSpan, output);
        return output.WrittenSpan.ToArray();
    }

    // The first number of each kind that can be, and the second float, which is never null from then on.
    private static void Narrow(JsonArray fields)
    {
        foreach (var (from, to) in new[] { ("double", "float"), ("long", "int"), ("float", "int"), ("float", "float") })
        {
            var field = fields.FirstOrDefault(f => f![Narrowed] is null && f["type"] is JsonArray union && union.Any(branch => Is(branch, from)));
            if (field is null) continue;
            field[Narrowed] = true;
            field["type"] = from == to ? to : new JsonArray(to, "null");
            field["default"] = to == "int" ? 100 : 0.5;
        }
    }

    private static void RemoveNarrowed(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (var narrowed in array.Where(n => n is JsonObject o && o[Narrowed] is not null).ToArray()) array.Remove(narrowed);
            foreach (var item in array) if (item is not null) RemoveNarrowed(item);
        }
        else if (node is JsonObject record)
        {
            foreach (var (_, value) in record) if (value is not null) RemoveNarrowed(value);
        }
    }

    private static bool Is(JsonNode? node, string type) => node is JsonValue value && value.TryGetValue<string>(out var text) && text == type;

    // With a default that is a value, so that it is there to be passed over.
    private static JsonObject New(string name, string type) => new()
    {
        ["name"] = name,
        ["type"] = new JsonArray(type, "null"),
        ["default"] = type == "string" ? "new" : 0.5,
    };

    private static AvroSchema? ItemsOf(AvroSchema schema) => schema switch
    {
        AvroUnionSchema union => union.Branches.Select(ItemsOf).FirstOrDefault(items => items is not null),
        AvroArraySchema array => array.Items is AvroUnionSchema items ? items.Branches.FirstOrDefault(b => b is AvroRecordSchema) : array.Items,
        _ => null,
    };

    // The record inside unions and arrays; a name stands for the record of that name, wherever it is defined.
    private static JsonObject Record(JsonNode root, JsonNode type) => type switch
    {
        JsonArray union => Record(root, union.First(branch => !Is(branch, "null"))!),
        JsonObject array when (string?)array["type"] == "array" => Record(root, array["items"]!),
        JsonObject record => record,
        JsonValue name => Named(root, (string)name!) ?? throw new NotSupportedException($"no record is called {name}"),
        _ => throw new NotSupportedException($"a record was expected, not {type.ToJsonString()}"),
    };

    private static JsonObject? Named(JsonNode node, string name) => node switch
    {
        JsonObject record when (string?)record["type"]?.ToString() == "record" && (string?)record["name"] == name[(name.LastIndexOf('.') + 1)..] => record,
        JsonObject other => other.Select(property => property.Value).OfType<JsonNode>().Select(n => Named(n, name)).FirstOrDefault(found => found is not null),
        JsonArray array => array.OfType<JsonNode>().Select(n => Named(n, name)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
