using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting;

/// <summary>Takes alerts together into batches. Several may ask at once: each gets a batch of its own, one after the other.</summary>
/// <param name="next">The next alert; null where there are no more. Never throws.</param>
/// <param name="size">The most that are taken together.</param>
/// <param name="wait">How long a batch that is not full waits for more, from its first alert on.</param>
internal sealed class AlertBatches<T>(Func<ValueTask<AlertMessage<T>?>> next, int size, TimeSpan wait) : IDisposable
    where T : class, IAvroRecord<T>
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // What was asked for when a batch had waited long enough, and is the first of the next.
    private Task<AlertMessage<T>?>? _asked;

    /// <summary>The next batch; empty where there are no more alerts, or the service stops.</summary>
    public async ValueTask<List<AlertMessage<T>>> NextAsync(CancellationToken stop)
    {
        var batch = new List<AlertMessage<T>>();
        await _turn.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stop.IsCancellationRequested)
        {
            // It ends with the reading, and nobody may go before it has.
            if (_asked is { } asked) await asked.ConfigureAwait(false);
            return batch;
        }

        try
        {
            using var noMore = new CancellationTokenSource();
            var due = Task.CompletedTask;
            while (batch.Count < size)
            {
                _asked ??= next().AsTask();
                if (batch.Count > 0 && await Task.WhenAny(_asked, due).ConfigureAwait(false) != _asked) break;
                var message = await _asked.ConfigureAwait(false);
                _asked = null;
                if (message is null) break;
                if (batch.Count == 0) due = Task.Delay(wait, noMore.Token);
                batch.Add(message);
            }

            await noMore.CancelAsync().ConfigureAwait(false);
            return batch;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
