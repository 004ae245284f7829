namespace FinkTyped;

/// <summary>The block that a tar archive begins with: it is known by its checksum, whatever dialect it is of.</summary>
internal static class TarHeader
{
    public const int Length = 512;

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
}
