using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>A case of the conformance vectors: a datum of a schema, and the value it stands for, or none where it must be refused.</summary>
internal sealed record SharedVector(string Name, string SchemaJson, byte[] Datum, JsonElement? Value)
{
    /// <summary>The case's schema, parsed.</summary>
    public AvroSchema Schema { get; } = AvroSchema.Parse(SchemaJson);

    /// <summary>The cases of decoding: each has a value.</summary>
    public static IReadOnlyList<SharedVector> Types => Load("types");

    /// <summary>The cases that must be refused.</summary>
    public static IReadOnlyList<SharedVector> Malformed => Load("malformed");

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static List<SharedVector> Load(string kind)
    {
        var vectors = JsonElement.Parse(File.ReadAllBytes(SharedData.Require("vectors/avro.json")));
        return [.. vectors.GetProperty(kind).EnumerateArray().Select(Of)];
    }

    private static SharedVector Of(JsonElement vector) => new(
        vector.GetProperty("name").GetString()!,
        vector.GetProperty("schema").GetRawText(),
        Convert.FromHexString(vector.GetProperty("datum").GetString()!),
        vector.TryGetProperty("value", out var value) ? value : null);
}
