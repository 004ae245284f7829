using System.Threading.Channels;

namespace FinkTyped;

/// <summary>What one thread reads at a time: some files, or some blocks of one.</summary>
internal sealed class AlertPart<TItem>(string[] paths, SplitFile? file, BlockRange range, long bytes, bool async)
{
    /// <summary>Batches that may wait to be taken: those of a common part do.</summary>
    private const int MostBatches = 16;

    /// <summary>The files; none for blocks of one.</summary>
    public string[] Paths => paths;

    /// <summary>The file that the blocks are of.</summary>
    public SplitFile? File => file;

    /// <summary>The blocks.</summary>
    public BlockRange Range => range;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => bytes;

    /// <summary>What was read, where the order of parts is kept.</summary>
    public Channel<AlertBatch<TItem>> Output { get; } = Channel.CreateBounded<AlertBatch<TItem>>(
        new BoundedChannelOptions(MostBatches) { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = !async });
}

/// <summary>Items that are handed from one thread to another; or the end of a part.</summary>
/// <param name="Items">The items.</param>
/// <param name="Ended">The part that ends with them; null where more of it follows.</param>
/// <param name="Result">How it ended.</param>
internal readonly record struct AlertBatch<TItem>(TItem[] Items, AlertPart<TItem>? Ended, PartResult Result);

/// <summary>How a part ended.</summary>
/// <param name="Bad">Files that are bad.</param>
/// <param name="Fault">The first fault of the blocks that were read, and how many there were.</param>
/// <param name="Faults">How many faults there were.</param>
/// <param name="Thrown">What ended the reading.</param>
/// <param name="Files">How many files were met.</param>
internal readonly record struct PartResult(IReadOnlyList<BadFile> Bad, Exception? Fault, long Faults, Exception? Thrown, int Files);
