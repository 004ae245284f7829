using System.Text.Json.Nodes;
using FinkTyped.Tests;

namespace FinkTyped.Generators.Tests;

/// <summary>The conformance vectors, through generated types.</summary>
public sealed class VectorTests
{
    private static readonly Lazy<JsonObject> Vectors = new(() =>
        JsonNode.Parse(File.ReadAllText(SharedData.Require("vectors/avro.json")))!.AsObject());

    [Fact]
    public void Each_datum_reads_as_its_value_and_writes_back()
    {
        foreach (var (vector, probe) in Build("types"))
        {
            var name = (string)vector["name"]!;
            var datum = Convert.FromHexString((string)vector["datum"]!);
            var record = probe.Read(datum);
            var value = probe.ToJson(record);
            Assert.True(JsonNode.DeepEquals(vector["value"], value), $"{name}: {value?.ToJsonString()} is not {vector["value"]!.ToJsonString()}");
            Assert.True(datum.AsSpan().SequenceEqual(probe.Write(record)), $"{name}: written back it differs");
            Assert.Equal(record, probe.Read(datum));
            Assert.Equal(record.GetHashCode(), probe.Read(datum).GetHashCode());
        }
    }

    [Fact]
    public void Each_malformed_datum_is_refused()
    {
        foreach (var (vector, probe) in Build("malformed"))
        {
            var fault = Record.Exception(() => probe.Read(Convert.FromHexString((string)vector["datum"]!)));
            Assert.True(fault is AvroException, $"{vector["name"]}: {fault?.GetType().Name ?? "nothing"} thrown");
        }
    }

    [Theory]
    [InlineData("writer")]
    [InlineData("reader")]
    public void Each_schema_of_the_resolution_vectors_compiles(string side) => Assert.NotEmpty(Build("resolution", side));

    // All in one assembly, each in a namespace of its own.
    private static List<(JsonNode Vector, RecordProbe Probe)> Build(string kind, string schema = "schema")
    {
        var vectors = Vectors.Value[kind]!.AsArray();
        var items = vectors.Select((v, i) =>
            new SchemaItem($"{i}.avsc", v![schema]!.ToJsonString()) { RecordName = "Root", Namespace = $"Vector{i}" });
        var assembly = Generation.Build(items);
        return [.. vectors.Select((v, i) => (v!, new RecordProbe(assembly.GetType($"Vector{i}.Root", throwOnError: true)!)))];
    }
}
