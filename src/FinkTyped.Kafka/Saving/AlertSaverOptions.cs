using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka;

/// <summary>Where an <see cref="AlertSaver"/> saves alerts, and how.</summary>
public sealed record AlertSaverOptions
{
    /// <summary>
    /// The folder. Several processes and consumer groups may share it; on a network file system without locks (as NFS and SMB may be) one process at a
    /// time. Required.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Bytes of alerts after which a file is finished and a new one begun. Default 128 MB: about 2 400 ZTF or 550 LSST alerts.</summary>
    public long MaxFileBytes { get; init; } = 128_000_000;

    /// <summary>
    /// After what time a file is finished that is not full. Default 1 minute. Until then its alerts are not seen in the folder and not marked as processed,
    /// and would come again after a crash.
    /// </summary>
    public TimeSpan MaxFileAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How the files are compressed. Default not at all: the bytes in the file are the bytes of the stream.</summary>
    public AlertFileCodec Codec { get; init; }

    /// <summary>
    /// What the files are brought into, such as Parquet; Avro containers where null, the default. One folder may hold files of several formats: an alert that is in
    /// one of them is not saved again.
    /// </summary>
    public SavedFileFormat? Format { get; init; }

    /// <summary>
    /// The folder within <see cref="Folder"/> that an alert belongs to, such as <c>year=2026/month=03</c>. Default null: one for each topic. Within it files
    /// have the name <c>TOPIC-PARTITION-FIRST-LAST.avro</c> (or the extension of <see cref="Format"/>), the offsets with twelve digits, so that they sort as the stream does.
    /// </summary>
    public Func<EncodedAlert, string>? Subfolder { get; init; }

    /// <summary>
    /// The name of an alert's file, where each is to have one of its own. Default null. The same alert must always get the same name: whoever saves it again
    /// replaces the file by an equal one.
    /// </summary>
    public Func<EncodedAlert, string>? FileName { get; init; }

    /// <summary>
    /// Which alerts are saved; all where null, the default. The others count as processed. A folder has one filter: what it rejected would be taken for saved.
    /// </summary>
    public AlertFilter? Where { get; init; }

    /// <summary>Where is said that another process is waited for, and which messages could not be decoded. Default null: nowhere.</summary>
    public ILogger? Logger { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFileBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxFileAge, TimeSpan.Zero);
        if (FileName is not null && Subfolder is not null) throw new ArgumentException("Files of single alerts have no subfolders: give one of FileName and Subfolder.");
        if (FileName is not null && Format is not null) throw new ArgumentException("Files of single alerts are Avro: give one of FileName and Format.");
    }
}

/// <summary>What became of a message that was to be saved.</summary>
public enum SaveOutcome
{
    /// <summary>It is on its way to disk, and marked as processed when it is there.</summary>
    Saved,

    /// <summary>It has been on disk, or on its way, before.</summary>
    AlreadyThere,

    /// <summary>The filter did not want it.</summary>
    Rejected,

    /// <summary>It could not be decoded; its bytes are in the folder <c>malformed</c>.</summary>
    Malformed,
}
