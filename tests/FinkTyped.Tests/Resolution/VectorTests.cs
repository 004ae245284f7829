using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests.Resolution;

/// <summary>The resolution cases of the conformance vectors, without compiled types.</summary>
public class VectorTests
{
    [Fact]
    public void Every_vector_resolves_to_its_value_or_is_refused()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/avro.json")));
        Assert.Multiple([.. vectors.RootElement.GetProperty("resolution").EnumerateArray().Select(v => (Action)(() => Check(v)))]);
    }

    private static void Check(JsonElement vector)
    {
        var name = vector.GetProperty("name").GetString()!;
        var writer = AvroSchema.Parse(vector.GetProperty("writer").GetRawText());
        var reader = AvroSchema.Parse(vector.GetProperty("reader").GetRawText());
        var datum = Convert.FromHexString(vector.GetProperty("datum").GetString()!);
        if (vector.TryGetProperty("error", out _))
        {
            Assert.ThrowsAny<AvroException>(() => Resolve(writer, reader, datum));
            return;
        }

        var resolved = Tree.Read(reader, Resolve(writer, reader, datum));

        AssertJson(vector.GetProperty("value"), resolved, name);
    }

    internal static byte[] Resolve(AvroSchema writer, AvroSchema reader, byte[] datum, SchemaResolution? resolution = null)
    {
        var output = new ArrayBufferWriter<byte>();
        DatumResolver.For(writer, reader, resolution).Resolve(datum, output);
        return output.WrittenSpan.ToArray();
    }

    private static void AssertJson(JsonElement expected, object? actual, string path)
    {
        switch (actual)
        {
            case Tree.Branch branch:
                AssertJson(expected, branch.Value, path);
                break;
            case Dictionary<string, object?> record:
                Assert.Equal(expected.EnumerateObject().Select(p => $"{path}.{p.Name}").Order(), record.Keys.Select(k => $"{path}.{k}").Order());
                foreach (var (name, value) in record) AssertJson(expected.GetProperty(name), value, $"{path}.{name}");
                break;
            case List<object?> items:
                Assert.Equal(expected.GetArrayLength(), items.Count);
                for (var i = 0; i < items.Count; i++) AssertJson(expected[i], items[i], $"{path}[{i}]");
                break;
            case null:
                Assert.Equal(JsonValueKind.Null, expected.ValueKind);
                break;
            case int or long:
                Assert.Equal(expected.GetInt64(), Convert.ToInt64(actual));
                break;
            case float or double:
                Assert.Equal(expected.GetDouble(), Convert.ToDouble(actual));
                break;
            case byte[] bytes:
                Assert.Equal(Encoding.Latin1.GetBytes(expected.GetString()!), bytes);
                break;
            case Tree.Symbol symbol:
                Assert.Equal(expected.GetString(), symbol.Name);
                break;
            default:
                Assert.Equal(expected.GetString(), (string)actual);
                break;
        }
    }
}
