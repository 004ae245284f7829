using System.Text.Json;
using System.Text.Json.Nodes;

namespace FinkTyped.Surveys.Tests;

/// <summary>
/// What a compiled type must hold of an alert that came in another schema: the values of an independent decoder, but where the schema has no
/// such field, or one of another kind, null or the default. It tells every such field.
/// </summary>
/// <param name="find">The field of the schema for a field of the compiled type; null where there is none.</param>
/// <param name="lost">The fields that cannot be resolved.</param>
internal sealed class ExpectedAlert(Func<AvroRecordSchema, AvroField, AvroField?> find, IReadOnlySet<string> lost)
{
    /// <summary>Fields that the schema lacks.</summary>
    public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields that go by another name there.</summary>
    public SortedSet<string> Renamed { get; } = new(StringComparer.Ordinal);

    /// <summary>The expected values of an alert whose values are given by the names of the compiled type.</summary>
    public JsonElement Mask(AvroSchema compiled, AvroSchema target, JsonElement own, IReadOnlyDictionary<string, JsonNode> standIns) =>
        JsonSerializer.SerializeToElement(Build(compiled, target, own, "", ofTarget: false, standIns));

    /// <summary>The expected values of an alert whose values are given by the names of the schema.</summary>
    public JsonElement Project(AvroSchema compiled, AvroSchema target, JsonElement theirs) =>
        JsonSerializer.SerializeToElement(Build(compiled, target, theirs, "", ofTarget: true, new Dictionary<string, JsonNode>()));

    private JsonNode? Build(
        AvroSchema compiled, AvroSchema target, JsonElement value, string path, bool ofTarget, IReadOnlyDictionary<string, JsonNode> standIns)
    {
        if (standIns.TryGetValue(path, out var standIn)) return standIn.DeepClone();
        if (value.ValueKind == JsonValueKind.Null) return null;
        switch (NotNull(compiled), NotNull(target))
        {
            case (AvroRecordSchema ours, AvroRecordSchema theirs):
                var record = new JsonObject();
                foreach (var field in ours.Fields) record.Add(field.Name, Field(field, theirs, value, Reencoder.Join(path, field.Name), ofTarget, standIns));
                return record;
            case (AvroArraySchema ours, AvroArraySchema theirs):
                return new JsonArray([.. value.EnumerateArray().Select((v, i) => Build(ours.Items, theirs.Items, v, $"{path}[{i}]", ofTarget, standIns))]);
            case (AvroMapSchema ours, AvroMapSchema theirs):
                return new JsonObject(value.EnumerateObject().Select(e =>
                    KeyValuePair.Create(e.Name, Build(ours.Values, theirs.Values, e.Value, $"{path}{{{e.Name}}}", ofTarget, standIns))));
            default:
                return value.ValueKind == JsonValueKind.Object ? JsonObject.Create(value) : JsonValue.Create(value);
        }
    }

    private JsonNode? Field(
        AvroField field, AvroRecordSchema target, JsonElement record, string path, bool ofTarget, IReadOnlyDictionary<string, JsonNode> standIns)
    {
        if (lost.Contains(path)) return null;
        if (find(target, field) is not { } source)
        {
            Missing.Add(Reencoder.Generic(path));
            return Default(field.Schema, path);
        }

        if (source.Name != field.Name) Renamed.Add(Reencoder.Generic(path));
        return Build(field.Schema, source.Schema, record.GetProperty(ofTarget ? source.Name : field.Name), path, ofTarget, standIns);
    }

    // Where null is allowed it is null; a record that is never null is one of such fields.
    private static JsonObject? Default(AvroSchema schema, string path)
    {
        if (schema is AvroUnionSchema union && union.Branches.Any(b => b.Type == AvroType.Null)) return null;
        var record = schema as AvroRecordSchema ?? throw new InvalidOperationException($"{path}: a {schema.Type} has no default");
        return new JsonObject(record.Fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, Default(f.Schema, Reencoder.Join(path, f.Name)))));
    }

    private static AvroSchema NotNull(AvroSchema schema) =>
        schema is AvroUnionSchema union ? union.Branches.Single(b => b.Type != AvroType.Null) : schema;
}
