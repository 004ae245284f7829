using System.Threading.Channels;
using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>A lane for each worker, where alerts that belong together follow each other: those with the same key are all in one.</summary>
internal sealed class AlertLanes<T>(Func<T, long> key, int count) where T : class, IAvroRecord<T>
{
    // A lane behind a slow alert fills up, and then the others wait as well.
    private const int Capacity = 16;

    private readonly Channel<AlertMessage<T>>[] _lanes =
        [.. Enumerable.Range(0, count).Select(_ => Channel.CreateBounded<AlertMessage<T>>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true }))];

    /// <summary>Puts alerts into their lanes until there are no more.</summary>
    public async Task FillAsync(Func<ValueTask<AlertMessage<T>?>> next, CancellationToken stop)
    {
        try
        {
            while (await next().ConfigureAwait(false) is { } message) await _lanes[LaneOf(message)].Writer.WriteAsync(message, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What lies in the lanes is not completed, and comes again.
        }
        finally
        {
            foreach (var lane in _lanes) lane.Writer.TryComplete();
        }
    }

    /// <summary>The next alert of a lane; null where there are no more, or the service stops.</summary>
    public async ValueTask<AlertMessage<T>?> NextAsync(int lane, CancellationToken stop)
    {
        try
        {
            return await _lanes[lane].Reader.WaitToReadAsync(stop).ConfigureAwait(false) && _lanes[lane].Reader.TryRead(out var message) ? message : null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private int LaneOf(AlertMessage<T> message)
    {
        if (message.Error is not null) return 0;
        try
        {
            return (int)((uint)key(message.Alert).GetHashCode() % (uint)_lanes.Length);
        }
        catch (Exception)
        {
            return 0;
        }
    }
}
