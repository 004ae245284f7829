namespace FinkTyped.Plans;

/// <summary>
/// Notes, while a record is walked, what decides its shape: per byte a mask and thereby what must be the same for another record to be
/// walked in the same way.
/// </summary>
internal sealed class LayoutLearner
{
    /// <summary>A longer record is not worth a layout of its own.</summary>
    private const int MaxLength = 4096;

    [ThreadStatic]
    private static LayoutLearner? _instance;

    private readonly byte[] _mask = new byte[MaxLength];
    private int _origin;

    private LayoutLearner()
    {
    }

    /// <summary>False when something came that no mask can express.</summary>
    public bool CanLearn { get; private set; }

    /// <summary>The thread's learner, beginning at byte <paramref name="origin"/> of the datum.</summary>
    public static LayoutLearner Start(int origin)
    {
        var learner = _instance ??= new LayoutLearner();
        learner._origin = origin;
        learner.CanLearn = true;
        return learner;
    }

    /// <summary>Gives up.</summary>
    public void Refuse() => CanLearn = false;

    /// <summary>Bytes that must be the same: a union's branch, a length, an enum's index.</summary>
    public void Exactly(int start, int end) => Fill(start, end, 0xFF);

    /// <summary>Bytes that may be anything: floats, fixed.</summary>
    public void Anything(int start, int end) => Fill(start, end, 0);

    /// <summary>A boolean: 0 or 1.</summary>
    public void Boolean(int at) => Fill(at, at + 1, 0xFE);

    /// <summary>Text: any, as long as it is ASCII.</summary>
    public void Text(ReadOnlySpan<byte> text, int start)
    {
        if (System.Text.Ascii.IsValid(text)) Fill(start, start + text.Length, 0x80);
        else Refuse();
    }

    /// <summary>An integer of the same number of bytes; its last byte's upper bits must be clear where they would exceed the type's range.</summary>
    public void Integer(int start, int end, int maxBytes, byte lastMask)
    {
        if (end - start > maxBytes) Refuse();
        Fill(start, end, 0x80);
        if (end - start == maxBytes) Fill(end - 1, end, lastMask);
    }

    /// <summary>The mask over the bytes up to <paramref name="end"/>.</summary>
    public ReadOnlySpan<byte> MaskTo(int end) => _mask.AsSpan(0, end - _origin);

    private void Fill(int start, int end, byte mask)
    {
        if (!CanLearn) return;
        if (end - _origin > _mask.Length) Refuse();
        else _mask.AsSpan(start - _origin, end - start).Fill(mask);
    }
}
