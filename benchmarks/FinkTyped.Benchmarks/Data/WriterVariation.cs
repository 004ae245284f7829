using System.Buffers;
using System.Text.Json.Nodes;

namespace FinkTyped.Benchmarks.Data;

/// <summary>
/// A writer whose schema differs from the compiled one as Fink's have differed from year to year: two fields of the alert are new, two are
/// missing, and inside every history item one is new and one is missing.
/// </summary>
internal static class WriterVariation
{
    /// <summary>Such a schema, made of a writer's.</summary>
    public static AvroSchema Of(AvroSchema writer, AvroSchema reader)
    {
        var root = JsonNode.Parse(writer.ToString())!;
        var fields = root["fields"]!.AsArray();
        foreach (var history in ((AvroRecordSchema)reader).Fields.Where(field => ItemsOf(field.Schema) is AvroRecordSchema))
        {
            var field = fields.First(f => (string?)f!["name"] == history.Name)!;
            var items = Record(root, field["type"]!)["fields"]!.AsArray();
            items.RemoveAt(items.Count / 2);
            items.Insert(items.Count / 3, New("new_in_item", "double"));
        }

        foreach (var gone in new[] { "publisher", "day" }) fields.Remove(fields.First(f => (string?)f!["name"] == gone));
        fields.Insert(1, New("new_at_start", "double"));
        fields.Insert(fields.Count - 4, New("new_at_end", "string"));
        return AvroSchema.Parse(root.ToJsonString());
    }

    /// <summary>A datum as that writer would have written it.</summary>
    public static byte[] Encode(AvroSchema writer, AvroSchema other, byte[] datum)
    {
        var output = new ArrayBufferWriter<byte>(datum.Length * 2);
        DatumResolver.For(writer, other).Resolve(datum, output);
        return output.WrittenSpan.ToArray();
    }

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
        JsonArray union => Record(root, union.First(branch => branch is not JsonValue value || (string?)value != "null")!),
        JsonObject array when (string?)array["type"] == "array" => Record(root, array["items"]!),
        JsonObject record => record,
        _ => throw new NotSupportedException($"a record was expected, not {type.ToJsonString()}"),
    };
}
