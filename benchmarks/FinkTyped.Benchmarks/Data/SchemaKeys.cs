using System.Text.Encodings.Web;
using System.Text.Json;

namespace FinkTyped.Benchmarks.Data;

/// <summary>Keys as Fink's producer writes them: the writer's schema as JSON, indented by two.</summary>
internal static class SchemaKeys
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(AvroSchema schema) => JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(schema.ToString()).RootElement, Indented);
}
