using Microsoft.Win32.SafeHandles;

namespace FinkTyped;

/// <summary>
/// Divides a container into ranges of blocks, by hopping from one block's header to the next. Where something is not as it should be, what is left of the
/// file is one range, whose reader will find out.
/// </summary>
internal sealed class BlockSplitter(SafeFileHandle file, long start, byte[] sync, AvroLimits limits)
{
    private const int MostHeader = 2 * Varint.MaxBytes;

    // What stood behind the marker of the block before: the next block's header, as one call brings both.
    private readonly byte[] _read = new byte[ContainerHeader.SyncLength + MostHeader];
    private int _headerLength = -1;
    private long _at = start;
    private long _block;
    private long _alert;
    private bool _isEnded;

    /// <summary>Takes the next range.</summary>
    /// <param name="bytes">About how many bytes it is to have.</param>
    /// <param name="range">The range.</param>
    /// <returns>False behind the last.</returns>
    public bool TryNext(long bytes, out BlockRange range)
    {
        var (first, firstBlock, firstAlert) = (_at, _block, _alert);
        while (!_isEnded && _at - first < bytes) _isEnded = !TryHop();
        // Nothing is known of what is behind the last block that is sound.
        range = new BlockRange(file, first, _isEnded ? long.MaxValue : _at, firstBlock, firstAlert);
        if (!_isEnded) return true;
        _at = long.MaxValue;
        return first < RandomAccess.GetLength(file);
    }

    /// <summary>Whether a block within the limits may have so many alerts: then they count, whether they can be read or not.</summary>
    public static bool IsPossible(long count, AvroLimits limits) => count >= 0 && count <= Math.Max(limits.MaxItems, limits.MaxBytes);

    private bool TryHop()
    {
        try
        {
            var header = _read.AsSpan(ContainerHeader.SyncLength);
            if (_headerLength < 0) _headerLength = RandomAccess.Read(file, header, _at);
            var reader = new AvroReader(header[.._headerLength]);
            var count = reader.ReadLong();
            var size = reader.ReadLong();
            if (!IsPossible(count, limits) || size < 0 || size > limits.MaxBytes) return false;
            var end = _at + reader.Position + size;
            _headerLength = RandomAccess.Read(file, _read, end) - ContainerHeader.SyncLength;
            if (_headerLength < 0 || !_read.AsSpan().StartsWith(sync)) return false;
            _at = end + ContainerHeader.SyncLength;
            _block++;
            _alert += count;
            return true;
        }
        catch (AvroException)
        {
            return false;
        }
    }
}
