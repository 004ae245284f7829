namespace FinkTyped.Kafka;

/// <summary>
/// Where messages are kept that a consumer passed over, so that nothing is lost: a folder, a topic, or a place of your own. What is kept can be
/// published again after a fix, with <c>fink replay</c> or <see cref="AlertReplay"/>.
/// </summary>
public abstract class DeadLetterStore
{
    /// <summary>The most bytes that a folder holds by default: 256 MB.</summary>
    public const long DefaultMaxBytes = 256L << 20;

    /// <summary>
    /// The user's own folder, <see cref="DefaultPath"/>, with at most <see cref="DefaultMaxBytes"/>.
    /// </summary>
    public static DeadLetterStore Default { get; } = Folder(DefaultPath);

    /// <summary>
    /// The path of <see cref="Default"/>: <c>FinkTyped/dead-letters</c> in the folder of the user's local application data (Linux:
    /// <c>~/.local/share</c>, or what <c>XDG_DATA_HOME</c> says), or where the user has none, in that of temporary files.
    /// </summary>
    public static string DefaultPath
    {
        get
        {
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "FinkTyped", "dead-letters");
        }
    }

    /// <summary>
    /// A folder with one Avro file for each message, <c>TOPIC-PARTITION-OFFSET.avro</c>, of the record <see cref="DeadLetter"/>: <c>fink cat</c> and any
    /// Avro reader show it. A message that comes again takes the place of its file.
    /// </summary>
    /// <param name="path">The folder; made where it is not there.</param>
    /// <param name="maxBytes">
    /// The most bytes that the folder holds. When it is full no more are kept, which is logged and counted; the stream goes on.
    /// </param>
    public static DeadLetterStore Folder(string path, long maxBytes = DefaultMaxBytes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        return new DeadLetterFolder(path, maxBytes);
    }

    /// <summary>
    /// A topic: key, value and headers as they came, and headers that begin with <c>fink.dead-letter.</c> with the rest of <see cref="DeadLetter"/> as text.
    /// A consumer with the fix reads it like any other topic.
    /// </summary>
    /// <param name="target">The topic, and how to reach its servers, which need not be those of the alerts.</param>
    public static DeadLetterStore Topic(AlertReplayOptions target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new DeadLetterTopic(target);
    }

    /// <summary>A function.</summary>
    /// <param name="keep">Keeps a message: when it has returned, the message counts as processed.</param>
    public static DeadLetterStore From(Func<DeadLetter, CancellationToken, ValueTask> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return new DeadLetterFunction(keep);
    }

    /// <summary>
    /// Keeps a message: when it has returned, the message counts as processed. The thread that reads waits for it, so that a message is never
    /// processed and not kept. Where it throws or takes longer than 10 s, that is logged and counted, and the stream goes on without.
    /// </summary>
    /// <param name="letter">The message, and why it was passed over.</param>
    /// <param name="cancellationToken">Cancelled when it takes too long, or when the consumer is disposed.</param>
    public abstract ValueTask KeepAsync(DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>Where a message is kept, for the log; null where that goes without saying.</summary>
    internal virtual string? Describe(DeadLetter letter) => null;

    /// <summary>What one consumer writes to, and closes when it ends.</summary>
    internal virtual DeadLetterStore Open() => this;

    /// <summary>Ends what <see cref="Open"/> has begun.</summary>
    internal virtual void Close()
    {
    }
}

/// <summary>Messages that were passed over, kept by a function of the user's.</summary>
internal sealed class DeadLetterFunction(Func<DeadLetter, CancellationToken, ValueTask> keep) : DeadLetterStore
{
    public override ValueTask KeepAsync(DeadLetter letter, CancellationToken cancellationToken) => keep(letter, cancellationToken);
}
