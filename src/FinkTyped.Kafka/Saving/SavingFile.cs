using System.Globalization;
using System.Text;

namespace FinkTyped.Kafka;

/// <summary>A container of alerts that is written aside, and says in its header which offsets it holds.</summary>
internal sealed class SavingFile : IDisposable
{
    public const string TopicKey = "fink.topic";
    public const string PartitionKey = "fink.partition";
    public const string OffsetsKey = "fink.offsets";

    // The last offset is known at the end: room is left for both.
    private const string OffsetsFormat = "D19";
    private const int HeadBytes = 4096;

    private readonly SavingFolder _folder;
    private readonly SavedFileFormat? _format;
    private readonly string _topic;
    private readonly int _partition;
    private readonly AvroSchema _schema;
    private readonly string _subfolder;
    private readonly FileStream _stream;
    private readonly AlertFileWriter _writer;
    private readonly string _placeholder;
    private string _path;
    private bool _isPlaced;

    public SavingFile(SavingFolder folder, AlertSaverOptions options, AlertMessage<EncodedAlert> first, string subfolder)
    {
        _folder = folder;
        _format = options.Format;
        (_topic, _partition, _schema) = (first.Topic, first.Partition, first.Alert.WriterSchema);
        _subfolder = subfolder;
        _path = folder.NewAside(SavedFileName.Prefix(AlertTopic.FileName(first.Topic), first.Partition));
        _placeholder = Offsets(first.Offset, long.MaxValue);
        _stream = new FileStream(_path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 });
        try
        {
            var metadata = new Dictionary<string, ReadOnlyMemory<byte>>
            {
                [TopicKey] = Encoding.UTF8.GetBytes(first.Topic),
                [PartitionKey] = Encoding.UTF8.GetBytes(first.Partition.ToString(CultureInfo.InvariantCulture)),
                [OffsetsKey] = Encoding.UTF8.GetBytes(_placeholder),
            };
            _writer = AlertFileWriter.Create(
                _stream, first.Alert.WriterSchema.SourceJson.Span, new AlertFileWriterOptions { Codec = _format is null ? options.Codec : AlertFileCodec.Null, Metadata = metadata }, leaveOpen: true);
        }
        catch
        {
            _stream.Dispose();
            File.Delete(_path);
            throw;
        }
    }

    /// <summary>Where it belongs within the folder; known when it is finished.</summary>
    public string RelativePath { get; private set; } = "";

    public void Append(ReadOnlySpan<byte> datum) => _writer.Append(datum);

    /// <summary>Completes the file and brings it to disk.</summary>
    public void Finish(SavedFileName name)
    {
        RelativePath = Path.Combine(_subfolder, name.ToString());
        _writer.Dispose();
        if (_format is not null)
        {
            _stream.Dispose();
            Convert(_format, name);
            return;
        }

        var head = new byte[Math.Min(HeadBytes, _stream.Length)];
        _stream.Position = 0;
        _stream.ReadExactly(head);
        var at = head.AsSpan().IndexOf(Encoding.UTF8.GetBytes(_placeholder));
        if (at < 0) throw new InvalidOperationException("The header has no room for the offsets.");
        _stream.Position = at;
        _stream.Write(Encoding.UTF8.GetBytes(Offsets(name.First, name.Last)));
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
    }

    // What was kept aside is read once more, from the page cache as a rule, and goes.
    private void Convert(SavedFileFormat format, SavedFileName name)
    {
        var container = _path;
        var converted = _folder.NewAside(SavedFileName.Prefix(name.Topic, name.Partition));
        try
        {
            using (var output = new FileStream(converted, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
            {
                var metadata = new Dictionary<string, string>
                {
                    [TopicKey] = _topic,
                    [PartitionKey] = _partition.ToString(CultureInfo.InvariantCulture),
                    [OffsetsKey] = Offsets(name.First, name.Last),
                    ["avro.schema"] = Encoding.UTF8.GetString(_schema.SourceJson.Span),
                };
                format.Write(Alerts(container), output, metadata).GetAwaiter().GetResult();
                output.Flush(flushToDisk: true);
            }

            _path = converted;
            File.Delete(container);
        }
        catch (Exception e)
        {
            File.Delete(converted);
            if (e is IOException or UnauthorizedAccessException) throw;
            throw new IOException($"{name} cannot be written: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<AlertDatum> Alerts(string container)
    {
        foreach (var alert in AlertFile.ReadDatums(container)) yield return alert;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    public void LetWait() => _path = _folder.LetWait(_path, RelativePath);

    public void Place()
    {
        _folder.Place(_path, RelativePath);
        _isPlaced = true;
    }

    public void Dispose()
    {
        if (_isPlaced) return;
        try
        {
            _stream.Dispose();
            File.Delete(_path);
        }
        catch (IOException)
        {
            // It is removed when somebody saves the partition again.
        }
    }

    private static string Offsets(long first, long last) =>
        first.ToString(OffsetsFormat, CultureInfo.InvariantCulture) + "-" + last.ToString(OffsetsFormat, CultureInfo.InvariantCulture);
}
