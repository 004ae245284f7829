using FinkTyped.Codecs;
namespace FinkTyped;

/// <summary>How an <see cref="AlertFileWriter"/> writes.</summary>
public sealed record AlertFileWriterOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AlertFileWriterOptions Default { get; } = new();

    /// <summary>
    /// How blocks of a new file are compressed; a file that is appended to keeps its codec. Default <see cref="AlertFileCodec.Null"/>. Others than
    /// deflate have to be registered with <see cref="AlertBlockCodec"/>.
    /// </summary>
    public AlertFileCodec Codec { get; init; } = AlertFileCodec.Null;

    /// <summary>
    /// Bytes of alerts (before compression) after which a block is written. Default 16 KiB, so that larger alerts have a block each, as in Fink's
    /// transfers: readers then find each without looking through the others.
    /// What is in a block that is not yet written is lost in a crash; <see cref="AlertFileWriter.Flush"/> writes it at once.
    /// </summary>
    public int BlockBytes { get; init; } = 16 * 1024;

    /// <summary>
    /// How many threads pack blocks, for codecs that pack. With more than one, up to so many full blocks wait to be written while later alerts are appended:
    /// they are in the file after a <see cref="AlertFileWriter.Flush"/>. The file is the same. Default 1.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>What is put into the header of a new file beside schema and codec. Names that begin with <c>avro.</c> are Avro's own. Default nothing.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Bounds on the schema, and on the header of a file that is appended to. Default <see cref="AvroLimits.Default"/>.</summary>
    public AvroLimits Limits { get; init; } = AvroLimits.Default;
}
