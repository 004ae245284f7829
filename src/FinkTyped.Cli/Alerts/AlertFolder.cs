using System.Globalization;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Alerts;

/// <summary>
/// Where a stream is saved: one container file for each topic and writer schema, with the bytes of the stream as they came. A second run
/// goes on where the first one ended.
/// </summary>
internal sealed class AlertFolder : IDisposable
{
    private readonly string _path;
    private readonly Dictionary<(string Topic, AvroSchema Schema), AlertFileWriter> _files = [];

    public AlertFolder(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>Appends an alert to its file, and sees that it is there.</summary>
    public void Append(string topic, EncodedAlert alert)
    {
        if (!_files.TryGetValue((topic, alert.WriterSchema), out var file))
        {
            file = Open(topic, alert.WriterSchema);
            _files.Add((topic, alert.WriterSchema), file);
        }

        file.Append(alert.Datum.Span);
        file.Flush();
    }

    /// <summary>Keeps the bytes of a message that could not be decoded. Where the key is a schema, <c>fink cat --schema</c> reads them.</summary>
    /// <returns>The names of the files, for a message.</returns>
    public string SaveMalformed(AlertMessage message, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var name = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"{AlertTopic.FileName(message.Topic)}-{message.Partition}-{message.Offset}"));
        File.WriteAllBytes(name + ".key", key);
        File.WriteAllBytes(name + ".value", value);
        return $"{name}.key and .value";
    }

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    // The first schema of a topic has the plain name; another one that comes later adds its fingerprint.
    private AlertFileWriter Open(string topic, AvroSchema schema)
    {
        // A server may call a topic anything.
        var name = AlertTopic.FileName(topic);
        var path = Path.Combine(_path, name + ".avro");
        if (_files.Keys.Any(k => k.Topic == topic) || (File.Exists(path) && !SchemaOf(path).Equals(schema)))
            path = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"{name}.{schema.Fingerprint:x16}.avro"));
        return AlertFileWriter.OpenOrCreate(path, schema);
    }

    private static AvroSchema SchemaOf(string path)
    {
        using var reader = AlertFileReader.Open(path);
        return reader.WriterSchema;
    }
}
