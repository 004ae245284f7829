using System.Text.Json.Nodes;
using FinkTyped.Rubin;
using FinkTyped.Tests;

namespace FinkTyped.Surveys.Tests;

/// <summary>Writer schemas other than the ones of the real alerts: older, neighbouring, and some that are yet to come.</summary>
internal static class OtherSchemas
{
    // What data transfers add to the livestream.
    private static readonly string[] OfTransfers = ["year", "month", "day", "finkclass", "tnsclass", "tns_type_recomputed"];

    /// <summary>A schema by its name: that of a schema file, that of an alert file, or <c>transfer:change</c>.</summary>
    public static AvroSchema Load(string name)
    {
        if (name.Contains(':')) return Changed(name[..name.IndexOf(':')], name[(name.IndexOf(':') + 1)..]);
        if (name is "ztf-native-ZTF19acihgng" or "rubin-native-11.0" or SharedAlerts.ZtfOf2019) return SharedAlerts.Datums(name)[0].WriterSchema;
        return SurveySchemas.Parse(SharedData.Require($"schemas/{(name.StartsWith("fink-mm", StringComparison.Ordinal) ? "" : "legacy/")}{name}.avsc"));
    }

    private static AvroSchema Changed(string transfer, string change)
    {
        var schema = JsonNode.Parse(transfer == "rubin" ? RubinAlert.Schema.ToString() : File.ReadAllText(SharedData.Require($"schemas/{transfer}.avsc")))!.AsObject();
        // The dump repeats all named types.
        schema.Remove("__named_schemas");
        switch (change)
        {
            case "livestream":
                schema["fields"]!.AsArray().RemoveAll(f => OfTransfers.Contains((string?)f!["name"]));
                break;
            case "backwards":
                ForEachRecord(schema, fields => Replace(fields, fields.Reverse()));
                break;
            case "more":
                ForEachRecord(schema, fields => Replace(fields, [Added("first"), .. fields.SelectMany((f, i) => i == 3 ? [Added("inner"), f] : new[] { f }), Added("last")]));
                break;
            case "fewer":
                ForEachRecord(schema, fields => Replace(fields, fields.Where((f, i) => i % 5 != 4 || f!["type"]!.ToJsonString().Contains("record", StringComparison.Ordinal))));
                break;
            case "early":
                // As Rubin's packets 7.0 to 9.0: other names, other places, and fields that were not thought of yet.
                ForEachRecord(schema, fields =>
                {
                    foreach (var field in fields)
                        if (field!["aliases"] is { } aliases) field["name"] = (string?)aliases[0];
                    Replace(fields, fields.Where((f, i) => i % 5 != 4 || f!["default"] is not null || !f.AsObject().ContainsKey("default") || f["aliases"] is not null || IsRecord(f)).Reverse());
                });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, "no such change");
        }

        return AvroSchema.Parse(schema.ToJsonString());
    }

    private static bool IsRecord(JsonNode field) => field["type"]!.ToJsonString().Contains("record", StringComparison.Ordinal);

    private static JsonObject Added(string name) => new()
    {
        ["name"] = $"added_{name}",
        ["type"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = "string" }, "null"),
    };

    private static void Replace(JsonArray fields, IEnumerable<JsonNode?> with)
    {
        var copies = with.Select(f => f!.DeepClone()).ToList();
        fields.Clear();
        foreach (var field in copies) fields.Add(field);
    }

    private static void ForEachRecord(JsonNode? node, Action<JsonArray> change)
    {
        if (node is JsonArray array)
        {
            foreach (var part in array) ForEachRecord(part, change);
        }
        else if (node is JsonObject part)
        {
            foreach (var (_, value) in part) ForEachRecord(value, change);
            if ((string?)(part["type"] as JsonValue) == "record") change(part["fields"]!.AsArray());
        }
    }
}
