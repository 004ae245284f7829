using System.Runtime.CompilerServices;

namespace FinkTyped;

/// <summary>Where an enumeration stands among the blocks of an array or map.</summary>
internal struct AvroBlocks
{
    private int _left;
    private int _end;
    private bool _isStarted;
    private bool _isEnded;

    /// <summary>Goes to the next item, over the header of the next block where one is due; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(ref AvroReader reader, int minItemBytes) => MoveWithin() || MoveToBlock(ref reader, minItemBytes);

    /// <summary>Goes to the next item of the block; false where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveWithin() => --_left >= 0;

    /// <summary>Goes over the header of the next block, after the last item of one; false at the end.</summary>
    public bool MoveToBlock(ref AvroReader reader, int minItemBytes)
    {
        _left = 0;
        if (_isEnded) return false;
        if (_isStarted) reader.EndBlock(_end);
        _isStarted = true;
        _left = reader.ReadBlock(minItemBytes, out _end) - 1;
        _isEnded = _left < 0;
        return !_isEnded;
    }
}
