using System.Globalization;

namespace FinkTyped.Kafka;

/// <summary>Messages that were passed over, as files of a folder. Thread-safe, and several processes may share the folder.</summary>
internal sealed class DeadLetterFolder(string path, long maxBytes) : DeadLetterStore
{
    private readonly Lock _gate = new();
    private long? _held;

    public override ValueTask KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        lock (_gate)
        {
            Directory.CreateDirectory(path);
            var file = PathOf(letter);
            // Under another name until it is whole.
            var part = $"{file}.{Environment.ProcessId}.part";
            try
            {
                File.Delete(part);
                using (var writer = AlertFileWriter.Create<DeadLetter>(part))
                {
                    writer.Append(letter);
                    writer.Flush(toDisk: true);
                }

                TakeIn(file, part);
            }
            finally
            {
                File.Delete(part);
            }
        }

        return ValueTask.CompletedTask;
    }

    internal override string Describe(DeadLetter letter) => PathOf(letter);

    private void TakeIn(string file, string part)
    {
        var before = new FileInfo(file);
        var added = new FileInfo(part).Length - (before.Exists ? before.Length : 0);
        // Where it is full, somebody may have made room.
        if (_held is null || _held + added > maxBytes) _held = new DirectoryInfo(path).EnumerateFiles("*.avro").Sum(kept => kept.Length);
        if (_held + added > maxBytes)
            throw new IOException($"{path} is full: it holds {_held / 1e6:0} MB of {maxBytes / 1e6:0}; move what is there elsewhere");
        File.Move(part, file, overwrite: true);
        _held += added;
    }

    private string PathOf(DeadLetter letter) =>
        Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{AlertTopic.FileName(letter.Topic)}-{letter.Partition}-{letter.Offset}.avro"));
}
