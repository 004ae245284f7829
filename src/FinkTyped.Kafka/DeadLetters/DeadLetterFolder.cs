using System.Globalization;

namespace FinkTyped.Kafka;

/// <summary>Messages that were passed over, as files of a folder. Thread-safe, and several processes may share the folder.</summary>
internal sealed class DeadLetterFolder(string path, long maxBytes) : DeadLetterStore
{
    // How long a full folder is not looked at again: a topic of which no alert can be read would have it looked through for each of them.
    private static readonly TimeSpan FullTime = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _held;
    private long _foundFull = long.MinValue;

    public override ValueTask KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        lock (_gate)
        {
            Directory.CreateDirectory(path);
            var file = PathOf(letter);
            if (_foundFull > Environment.TickCount64 - FullTime.TotalMilliseconds && _held + BytesOf(letter) > maxBytes && !File.Exists(file)) throw Full;
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
        {
            _foundFull = Environment.TickCount64;
            throw Full;
        }

        File.Move(part, file, overwrite: true);
        _held += added;
    }

    private IOException Full => new($"{path} is full: it holds {_held / 1e6:0} MB of {maxBytes / 1e6:0}; move what is there elsewhere");

    private static long BytesOf(DeadLetter letter) => (letter.Key?.Length ?? 0) + (letter.Value?.Length ?? 0);

    private string PathOf(DeadLetter letter) =>
        Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{AlertTopic.FileName(letter.Topic)}-{letter.Partition}-{letter.Offset}.avro"));
}
