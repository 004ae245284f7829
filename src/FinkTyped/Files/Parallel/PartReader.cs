namespace FinkTyped;

/// <summary>Reads parts in one thread of several, and hands over what comes of them in batches.</summary>
internal sealed class PartReader<TItem>(AlertTaker<TItem> taker, AlertFileOptions options, Action<AlertPart<TItem>?, AlertBatch<TItem>> hand, CancellationToken stop)
{
    private const int MostItems = 4096;
    private const long MostBytes = 256 * 1024;

    // What is bad is told by the thread that asks for alerts.
    private readonly AlertFileOptions _quiet = options.OnBadFile == OnBadFile.ThrowAtEnd ? options with { OnBadFile = OnBadFile.Skip } : options;
    private readonly List<TItem> _items = [];
    private readonly LookAhead _ahead = new();
    private long _bytes;

    /// <summary>Reads a part.</summary>
    public void Read(AlertPart<TItem> part)
    {
        PartResult result;
        try
        {
            result = part.Paths.Length > 0 ? ReadFiles(part) : part.Bytes > 0 ? ReadBlocks(part) : default;
        }
        catch (Exception e)
        {
            // Whatever it is, it is thrown where the alerts are asked for.
            result = new PartResult([], null, 0, e, 0);
        }

        HandOver(part, part, result);
    }

    /// <summary>Hands over what the taker still holds.</summary>
    public void End()
    {
        if (taker.TryFinish(out var item)) _items.Add(item);
        if (_items.Count > 0) HandOver(null, null, default);
    }

    private PartResult ReadFiles(AlertPart<TItem> part)
    {
        var bad = new List<BadFile>();
        using var set = new AlertSet<TItem>(part.Paths, taker, _quiet with { BadFileFound = bad.Add }, _ahead);
        try
        {
            while (set.NextAsync(false, default).Ended()) Take(part, set.BytesOfNext, set.TryTake(out var item), item);
        }
        catch (Exception e) when (bad.Count > 0 && ReferenceEquals(e, bad[^1].Exception))
        {
            // It is told, and thrown, where the alerts are asked for.
        }

        return new PartResult(bad, null, 0, null, set.FileCount);
    }

    private PartResult ReadBlocks(AlertPart<TItem> part)
    {
        Exception? first = null;
        var faults = 0L;
        using var reader = part.File!.Reader.OfBlocks(part.Range, taker.Use, _ahead);
        while (true)
        {
            try
            {
                if (!reader.NextBlockAsync(false, default).Ended()) break;
                var bytes = reader.BytesOfNext;
                Take(part, bytes, taker.TryTake(reader, out var item), item);
            }
            catch (Exception e) when (AlertSet<TItem>.IsFault(e))
            {
                first ??= e is SchemaResolutionException misfit ? new SchemaResolutionException(reader.Path, misfit) : e;
                faults++;
                // No other alert of the file will do better.
                if (e is SchemaResolutionException || options.OnBadFile == OnBadFile.ThrowAtOnce) break;
            }
        }

        return new PartResult([], first, faults, null, 0);
    }

    private void Take(AlertPart<TItem> part, int bytes, bool isWanted, TItem? item)
    {
        stop.ThrowIfCancellationRequested();
        if (!isWanted) return;
        _items.Add(item!);
        _bytes += bytes;
        if (_items.Count >= MostItems || _bytes >= MostBytes) HandOver(part, null, default);
    }

    private void HandOver(AlertPart<TItem>? part, AlertPart<TItem>? ended, PartResult result)
    {
        var items = _items.ToArray();
        _items.Clear();
        _bytes = 0;
        hand(part, new AlertBatch<TItem>(items, ended, result));
    }
}
