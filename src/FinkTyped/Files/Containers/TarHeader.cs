namespace FinkTyped;

/// <summary>The block that a tar archive begins with: it is known by its checksum, whatever dialect it is of.</summary>
internal static class TarHeader
{
    public const int Length = 512;

    private const int SizeStart = 124;
    private const int SizeLength = 12;
    private const int TypeStart = 156;
    private const int MagicStart = 257;
    private const int ChecksumStart = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether bytes begin with such a block.</summary>
    public static bool Is(ReadOnlySpan<byte> start)
    {
        if (start.Length < Length) return false;
        var expected = 0;
        foreach (var digit in start.Slice(ChecksumStart, ChecksumLength).Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') return false;
            expected = (expected * 8) + digit - '0';
        }

        // The checksum itself counts as spaces.
        var sum = ChecksumLength * ' ';
        foreach (var value in start[..ChecksumStart]) sum += value;
        foreach (var value in start[(ChecksumStart + ChecksumLength)..Length]) sum += value;
        return sum == expected && start[0] != 0;
    }

    /// <summary>
    /// Whether a block begins names or attributes of the file that follows, and says that they are longer than that: who reads archives has memory for
    /// all that is announced before the first of it is read.
    /// </summary>
    public static bool AnnouncesMore(ReadOnlySpan<byte> block, long most)
    {
        if (block.Length < Length || !"xXgLK"u8.Contains(block[TypeStart])) return false;
        // Who reads archives does not add up the checksum, and takes such a block for one only with its dialect's name.
        if (!block[MagicStart..].StartsWith("ustar"u8)) return false;
        var field = block.Slice(SizeStart, SizeLength);
        // Sizes that octal digits have no room for are written in binary.
        if ((field[0] & 0x80) != 0) return true;
        long size = 0;
        foreach (var digit in field.Trim(" \0"u8)) size = (size * 8) + (digit & 7);
        return size > most;
    }
}
