using FinkTyped.Generated;

namespace FinkTyped.Filters;

/// <summary>What a filter looks at: the alert, and the items of the lists it is going through.</summary>
internal ref struct FilterFrame
{
    /// <summary>How many lists of records may be gone through one within the other.</summary>
    public const int MaxLevel = 2;

    private readonly AvroRecordView _alert;
    private AvroRecordView _item;
    private AvroRecordView _innerItem;

    /// <summary>The item of the innermost list whose items are no records.</summary>
    public AvroValueView Value;

    private FilterScratch? _scratch;

    public FilterFrame(AvroRecordView alert) => _alert = alert;

    /// <summary>Bytes of text made so far that are still looked at.</summary>
    public int ScratchUsed { get; set; }

    /// <summary>The alert for 0, the item of a list for 1, that of a list within it for 2.</summary>
    public readonly AvroRecordView At(int level) => level switch
    {
        0 => _alert,
        1 => _item,
        _ => _innerItem,
    };

    public void Set(int level, AvroRecordView item)
    {
        if (level == 1) _item = item;
        else _innerItem = item;
    }

    /// <summary>Memory for a text that is made while looking; valid to the end of the look.</summary>
    public Span<byte> Scratch(int length)
    {
        _scratch ??= FilterScratch.Take();
        var span = _scratch.Span(ScratchUsed, length);
        ScratchUsed += length;
        return span;
    }

    /// <summary>Gives what was taken back.</summary>
    public readonly void Close() => _scratch?.GiveBack();
}
