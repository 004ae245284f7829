using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace FinkTyped.Kafka;

/// <summary>Where the schemas of messages that carry only a schema id are found: Rubin's own stream.</summary>
public abstract class SchemaSource
{
    /// <summary>Fetches a schema. Each is fetched once; a source that throws is asked again for a while.</summary>
    /// <param name="id">The schema id. Rubin's is major version × 100 + minor version: 1100 is version 11.0.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The schema; null where the source knows none with that id.</returns>
    public abstract ValueTask<AvroSchema?> ReadAsync(int id, CancellationToken cancellationToken);

    /// <summary>Schema files in a folder: <c>1100.avsc</c>, or a name that ends with the version as <c>v11_0.avsc</c> or <c>11.0.avsc</c>.</summary>
    public static SchemaSource Folder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FolderSource(path);
    }

    /// <summary>A schema registry with Confluent's interface: <c>GET {address}/schemas/ids/{id}</c>.</summary>
    /// <param name="address">The registry's address.</param>
    /// <param name="client">For credentials and proxies; null for a plain client. It is not disposed.</param>
    public static SchemaSource Registry(Uri address, HttpClient? client = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new RegistrySource(address, client);
    }

    /// <summary>A function.</summary>
    public static SchemaSource From(Func<int, CancellationToken, ValueTask<AvroSchema?>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new FunctionSource(read);
    }

    private sealed class FunctionSource(Func<int, CancellationToken, ValueTask<AvroSchema?>> read) : SchemaSource
    {
        public override ValueTask<AvroSchema?> ReadAsync(int id, CancellationToken cancellationToken) => read(id, cancellationToken);
    }

    private sealed class FolderSource(string path) : SchemaSource
    {
        public override async ValueTask<AvroSchema?> ReadAsync(int id, CancellationToken cancellationToken)
        {
            var file = Find(id);
            return file is null ? null : AvroSchema.ParseWriter(await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false));
        }

        private string? Find(int id)
        {
            var exact = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{id}.avsc"));
            if (File.Exists(exact)) return exact;
            string[] versions = [$"{id / 100}_{id % 100}.avsc", $"{id / 100}.{id % 100}.avsc"];
            return Directory.EnumerateFiles(path, "*.avsc")
                .Order(StringComparer.Ordinal)
                .FirstOrDefault(file => versions.Any(version => EndsWithVersion(Path.GetFileName(file), version)));
        }

        // 1_0 must not be found in 11_0.
        private static bool EndsWithVersion(string name, string version) =>
            name.EndsWith(version, StringComparison.Ordinal) && (name.Length == version.Length || !char.IsAsciiDigit(name[^(version.Length + 1)]));
    }

    private sealed class RegistrySource(Uri address, HttpClient? client) : SchemaSource
    {
        private static readonly HttpClient Plain = new();

        public override async ValueTask<AvroSchema?> ReadAsync(int id, CancellationToken cancellationToken)
        {
            var target = new Uri(string.Create(CultureInfo.InvariantCulture, $"{address.AbsoluteUri.TrimEnd('/')}/schemas/ids/{id}"));
            using var response = await (client ?? Plain).GetAsync(target, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(TextOf(body, target)));
        }

        private static string TextOf(byte[] body, Uri target)
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                if (json.RootElement.TryGetProperty("schema", out var schema) && schema.GetString() is { } text) return text;
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                throw new AvroException($"{target} does not answer as a schema registry does", innerException: fault);
            }

            throw new AvroException($"{target} answers without a schema");
        }
    }
}
