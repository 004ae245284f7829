namespace FinkTyped.Plans;

// A datum of which no more is read than is looked at.
internal sealed partial class DatumTable
{
    // A union's branch, and the length of bytes.
    private const int MostBeforeBytes = 2 * Varint.MaxBytes;

    private PendingBytes? _pending;
    private (int Slot, int Entry)[] _gaps = [];
    private int _gapCount;

    /// <summary>Lets the table know that not all of its datum is there; null where it is.</summary>
    public void Await(PendingBytes? pending)
    {
        // What another table left out is not known here.
        if (pending is { HasGaps: true }) pending.Fetch(isMissed: false);
        else _pending = pending;
    }

    /// <summary>Whether some of the datum may not have been read yet.</summary>
    public bool IsPending => _pending is not null;

    /// <summary>Has all of the datum read, for whoever will look at most of it.</summary>
    public void FetchAll() => FetchAll(isMissed: false);

    /// <summary>A reader at the array that <see cref="TryReachArray"/> reached, with all of the datum there.</summary>
    public AvroReader ReaderAgain(ref byte origin, int slot)
    {
        FetchAll(isMissed: true);
        return Reader(ref origin).GoTo(Entries[slot]);
    }

    private void FetchAll(bool isMissed)
    {
        if (_pending is null) return;
        _pending.Fetch(isMissed);
        _pending = null;
        foreach (var (slot, entry) in _gaps.AsSpan(0, _gapCount)) Entries[slot] = entry;
        _gapCount = 0;
    }

    // Whether what could be read bit by bit was enough; else all is there now, and the walk goes on from the last step it finished.
    private bool TryWalkWithin(PendingBytes pending, int end, ref byte origin)
    {
        try
        {
            WalkTo(end, new AvroReader(ref origin, pending.Available, _position, Limits, _itemsLeft));
            return true;
        }
        catch (AvroException)
        {
            FetchAll(isMissed: true);
            return false;
        }
    }

    /// <summary>Passes over bytes without reading them, where they are many: their entry stays unknown until somebody asks for it.</summary>
    private bool TryLeaveOut(ref AvroReader reader, WireStep step, PendingBytes pending)
    {
        if (step.Kind != WireKind.Bytes) return false;
        pending.Reach(ref reader, MostBeforeBytes);
        var ahead = reader;
        if (step.NullBranch >= 0 && ahead.ReadUnionIndex(2) == step.NullBranch) return false;
        var start = ahead.Position;
        var length = ahead.ReadLong();
        // What is wrong with it is told by the walk.
        if (length < 0 || length > Length - ahead.Position || !pending.TryLeaveOut(ahead.Position + (int)length)) return false;
        reader.Extend(pending.Available);
        reader.MoveTo(ahead.Position + (int)length);
        if (step.Slot < 0) return true;
        if (_gapCount == _gaps.Length) Array.Resize(ref _gaps, Math.Max(4, 2 * _gapCount));
        _gaps[_gapCount++] = (step.Slot, step.Converts ? SlotEntry.Converted(start) : start);
        return true;
    }
}
