using System.Text;
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

    [Fact]
    public void Each_writer_schema_of_the_resolution_vectors_compiles() => Assert.NotEmpty(Build("resolution", "writer"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_datum_of_another_schema_reads_as_its_value_or_is_refused(bool strict)
    {
        var resolution = strict ? SchemaResolution.Strict : SchemaResolution.Default;
        var (read, refused) = (0, 0);
        foreach (var (vector, probe) in Build("resolution", "reader"))
        {
            var name = (string)vector["name"]!;
            var writer = AvroSchema.Parse(vector["writer"]!.ToJsonString());
            var datum = Convert.FromHexString((string)vector["datum"]!);
            if (vector["error"] is not null)
            {
                var fault = Record.Exception(() => probe.Decode(writer, resolution, datum));
                Assert.True(fault is SchemaResolutionException { Problems.Count: > 0 }, $"{name}: {fault?.GetType().Name ?? "nothing"} thrown");
                refused++;
                continue;
            }

            // A layout is learned from the first datum and recognised in the second.
            for (var time = 1; time <= 2; time++)
            {
                var value = probe.ToJson(probe.Decode(writer, resolution, datum));
                var expected = WithHex(vector["value"]!, probe.Schema);
                Assert.True(JsonNode.DeepEquals(expected, value), $"{name}: {value?.ToJsonString()} is not {expected.ToJsonString()}");
            }

            read++;
        }

        Assert.Equal((22, 4), (read, refused));
    }

    // Bytes are text here, each character a byte, as in the defaults of a schema.
    private static JsonObject WithHex(JsonNode value, AvroSchema schema)
    {
        var record = value.DeepClone().AsObject();
        foreach (var field in Assert.IsType<AvroRecordSchema>(schema).Fields.Where(f => f.Schema.Type == AvroType.Bytes))
        {
            record[field.Name] = new JsonObject { ["$hex"] = Convert.ToHexStringLower(Encoding.Latin1.GetBytes((string)record[field.Name]!)) };
        }

        return record;
    }

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
