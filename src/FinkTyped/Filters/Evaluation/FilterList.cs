namespace FinkTyped.Filters;

/// <summary>What is made of the items of a list, one after the other.</summary>
internal interface IFold
{
    /// <summary>Takes the item that the frame shows; false where no more are needed.</summary>
    bool Add(scoped ref FilterFrame frame);
}

/// <summary>What kind of list it is.</summary>
internal enum ListKind
{
    RecordArray,
    RecordMap,
    Array,
    Map,
}

/// <summary>The items of an array, or the values of a map. A list that is null is as one without items.</summary>
/// <param name="kind">What kind of list it is.</param>
/// <param name="record">The record whose field the list is; null where it is no field.</param>
/// <param name="field">The field.</param>
/// <param name="value">Where the list is found, where it is no field.</param>
/// <param name="level">Where the frame shows an item that is a record.</param>
internal sealed class FilterList(ListKind kind, RecordSource? record, int field, ValueSource? value, int level)
{
    /// <summary>Shows each item to a fold.</summary>
    public void Fold<TFold>(scoped ref FilterFrame frame, ref TFold fold) where TFold : struct, IFold
    {
        switch (kind)
        {
            case ListKind.RecordArray:
                FoldArray(ref frame, ref fold);
                break;
            case ListKind.RecordMap:
                FoldMap(ref frame, ref fold);
                break;
            case ListKind.Array:
                FoldItems(ref frame, ref fold);
                break;
            default:
                FoldEntries(ref frame, ref fold);
                break;
        }
    }

    private void FoldArray<TFold>(scoped ref FilterFrame frame, ref TFold fold) where TFold : struct, IFold
    {
        var items = record is null ? value!.Get(ref frame).RecordArray() : record.Get(ref frame).RecordArray(field);
        var used = frame.ScratchUsed;
        foreach (var item in items)
        {
            frame.Set(level, item);
            if (!fold.Add(ref frame)) return;
            frame.ScratchUsed = used;
        }
    }

    private void FoldMap<TFold>(scoped ref FilterFrame frame, ref TFold fold) where TFold : struct, IFold
    {
        var entries = record is null ? value!.Get(ref frame).RecordMap() : record.Get(ref frame).RecordMap(field);
        var used = frame.ScratchUsed;
        foreach (var entry in entries)
        {
            frame.Set(level, entry.Value);
            if (!fold.Add(ref frame)) return;
            frame.ScratchUsed = used;
        }
    }

    private void FoldItems<TFold>(scoped ref FilterFrame frame, ref TFold fold) where TFold : struct, IFold
    {
        var list = record is null ? value!.Get(ref frame) : record.Get(ref frame).Value(field);
        var used = frame.ScratchUsed;
        foreach (var item in list.Items())
        {
            frame.Value = item;
            if (!fold.Add(ref frame)) return;
            frame.ScratchUsed = used;
        }
    }

    private void FoldEntries<TFold>(scoped ref FilterFrame frame, ref TFold fold) where TFold : struct, IFold
    {
        var map = record is null ? value!.Get(ref frame) : record.Get(ref frame).Value(field);
        var used = frame.ScratchUsed;
        foreach (var entry in map.Entries())
        {
            frame.Value = entry.Value;
            if (!fold.Add(ref frame)) return;
            frame.ScratchUsed = used;
        }
    }
}
