using System.Diagnostics;
using FinkTyped.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// One consumer and the handlers of its alerts, from the first read until the service stops, the stream ends or something fails. Workers take
/// turns in asking for the next alert, so no alert waits between the consumer and its handler, and what is not handled is not committed.
/// </summary>
internal sealed class AlertRun<T, THandler> : IDisposable
    where T : class, IAvroRecord<T>
    where THandler : class, IAlertHandler<T>
{
    // For handlers that were told to give up.
    private static readonly TimeSpan GiveUpTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepTime = TimeSpan.FromSeconds(10);
    private static readonly bool TakesBatches = typeof(THandler).IsAssignableTo(typeof(IAlertBatchHandler<T>));

    private readonly AlertServiceOptions<T> _options;
    private readonly IServiceScopeFactory _scopes;
    private readonly AlertServiceState _state;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _readingSource;
    private readonly CancellationTokenSource _handlingSource;
    private readonly CancellationToken _reading;
    private readonly CancellationToken _handling;
    private IAsyncEnumerator<AlertMessage<T>>? _alerts;
    private AlertLanes<T>? _lanes;
    // One for each lane, or one for all; none where alerts are handled one by one.
    private AlertBatches<T>[] _batches = [];
    private Exception? _failure;

    /// <summary>Makes a run.</summary>
    /// <param name="options">What the handlers' errors lead to.</param>
    /// <param name="scopes">Where handlers come from.</param>
    /// <param name="state">Where it is noted what happens.</param>
    /// <param name="log">Where it is logged.</param>
    /// <param name="stop">Ends reading; handlers go on for the drain time.</param>
    /// <param name="hurry">Ends the handlers too.</param>
    public AlertRun(
        AlertServiceOptions<T> options,
        IServiceScopeFactory scopes,
        AlertServiceState state,
        ILogger log,
        CancellationToken stop,
        CancellationToken hurry)
    {
        _options = options;
        _scopes = scopes;
        _state = state;
        _log = log;
        _readingSource = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _handlingSource = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        // A handler that outlives the run still uses them.
        _reading = _readingSource.Token;
        _handling = _handlingSource.Token;
    }

    /// <summary>Whether the failure is a handler's, not the stream's.</summary>
    public bool IsHandlerFailure { get; private set; }

    /// <summary>Reads and handles.</summary>
    /// <returns>What failed; null where the stream has ended or the service stops.</returns>
    public async Task<Exception?> RunAsync(AlertConsumer<T> consumer)
    {
        var alerts = _options.Query is { } query ? consumer.ReadAllAsync(query, _reading) : consumer.ReadAllAsync(_reading);
        _alerts = alerts.GetAsyncEnumerator(CancellationToken.None);
        using var drain = _reading.Register(() => _handlingSource.CancelAfter(_options.DrainTimeout));
        _lanes = _options.OrderKey is null ? null : new AlertLanes<T>(_options.OrderKey, _options.MaxParallelHandlers);
        if (TakesBatches) _batches = [.. Enumerable.Range(0, _lanes is null ? 1 : _options.MaxParallelHandlers).Select(Batches)];
        var working = Enumerable.Range(0, _options.MaxParallelHandlers).Select(worker => Task.Run(() => WorkAsync(worker), CancellationToken.None));
        var workers = Task.WhenAll(_lanes is null ? working : working.Append(Task.Run(() => _lanes.FillAsync(NextAsync, _reading), CancellationToken.None)));
        try
        {
            await workers.WaitAsync(_handling).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_handling.IsCancellationRequested)
        {
            await Task.WhenAny(workers, Task.Delay(GiveUpTime, CancellationToken.None)).ConfigureAwait(false);
            if (!workers.IsCompleted) _log.NotDrained(_options.DrainTimeout);
        }

        // Else a handler holds on to it, and the consumer is disposed all the same.
        if (workers.IsCompleted) await _alerts.DisposeAsync().ConfigureAwait(false);
        return _failure;
    }

    public void Dispose()
    {
        foreach (var batches in _batches) batches.Dispose();
        _readingSource.Dispose();
        _handlingSource.Dispose();
    }

    private async ValueTask<AlertMessage<T>?> NextAsync(int worker) =>
        _lanes is null ? await NextAsync().ConfigureAwait(false) : await _lanes.NextAsync(worker, _reading).ConfigureAwait(false);

    private AlertBatches<T> Batches(int worker) => new(() => NextAsync(worker), _options.BatchSize, _options.BatchWait);

    /// <summary>What a worker handles next; empty where there is no more.</summary>
    private async ValueTask<IReadOnlyList<AlertMessage<T>>> TakeAsync(int worker)
    {
        if (TakesBatches) return await _batches[worker % _batches.Length].NextAsync(_reading).ConfigureAwait(false);
        return await NextAsync(worker).ConfigureAwait(false) is { } message ? [message] : [];
    }

    private async Task WorkAsync(int worker)
    {
        while (await TakeAsync(worker).ConfigureAwait(false) is { Count: > 0 } messages)
        {
            var alerts = messages.Any(message => message.Error is not null) ? [.. messages.Where(message => message.Error is null)] : messages;
            if (alerts.Count > 0) await HandleAsync(alerts).ConfigureAwait(false);
            if (alerts.Count == messages.Count) continue;
            foreach (var message in messages.Where(message => message.Error is not null))
            {
                _state.AddMalformed(message);
                _log.Malformed(message.Topic, message.Partition, message.Offset, message.Error!);
                await HandleAsync([message]).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<AlertMessage<T>?> NextAsync()
    {
        try
        {
            await _turn.WaitAsync(_reading).ConfigureAwait(false);
            try
            {
                return await _alerts!.MoveNextAsync().ConfigureAwait(false) ? _alerts.Current : null;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (_reading.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            Fail(e, isHandler: false);
            return null;
        }
    }

    private async Task HandleAsync(IReadOnlyList<AlertMessage<T>> messages)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await InvokeAsync(messages).ConfigureAwait(false);
                foreach (var message in messages) message.Complete();
                _state.AddHandled(messages.Count);
                return;
            }
            catch (OperationCanceledException) when (_handling.IsCancellationRequested)
            {
                foreach (var message in messages) _log.GivenUp(message.Topic, message.Partition, message.Offset);
                return;
            }
            catch (Exception e)
            {
                _state.AddHandlerError(messages[0], e);
                if (!await IsTriedAgainAsync(messages, attempt, e).ConfigureAwait(false)) return;
            }
        }
    }

    private async Task InvokeAsync(IReadOnlyList<AlertMessage<T>> messages)
    {
        var first = messages[0];
        using var activity = first.StartActivity();
        if (TakesBatches) activity?.SetTag("messaging.batch.message_count", messages.Count);
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetRequiredService<THandler>();
            var handling = first.Error is not null ? handler.HandleMalformedAsync(first, _handling)
                : handler is IAlertBatchHandler<T> batchHandler ? batchHandler.HandleAsync(messages, _handling)
                : handler.HandleAsync(first, _handling);
            await handling.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name).SetTag("error.type", e.GetType().FullName);
            throw;
        }
    }

    /// <summary>Does with a handler's error what the options say; where the alerts are to be tried again, after the wait.</summary>
    private async Task<bool> IsTriedAgainAsync(IReadOnlyList<AlertMessage<T>> messages, int attempt, Exception error)
    {
        var policy = _options.OnHandlerError;
        var first = messages[0];
        if (policy is OnHandlerError.Retry or OnHandlerError.RetryThenSkip && attempt <= _options.MaxRetries)
        {
            var delay = Backoff.Delay(_options.RetryDelay, _options.MaxRetryDelay, attempt);
            _log.Retrying(first.Topic, first.Partition, first.Offset, delay, attempt, error);
            await Task.Delay(delay, _reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_reading.IsCancellationRequested) return true;
            foreach (var message in messages) _log.GivenUp(message.Topic, message.Partition, message.Offset);
            return false;
        }

        if (policy is OnHandlerError.Skip or OnHandlerError.RetryThenSkip)
        {
            foreach (var message in messages)
            {
                _log.Skipped(message.Topic, message.Partition, message.Offset, error);
                await KeepAsync(message, error).ConfigureAwait(false);
                message.Complete();
                _state.AddSkipped();
            }

            return false;
        }

        _log.HandlerFailed(first.Topic, first.Partition, first.Offset, error);
        Fail(error, isHandler: true);
        return false;
    }

    /// <summary>Keeps an alert that is passed over because its handler failed.</summary>
    private async Task KeepAsync(AlertMessage<T> message, Exception error)
    {
        if (_options.DeadLetters is not { } store || message.Error is not null) return;
        try
        {
            await store.KeepAsync(DeadLetter.Of(message, _options.GroupId, error), _handling).AsTask().WaitAsync(KeepTime, _handling).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.NotKept(message.Topic, message.Partition, message.Offset, e);
        }
    }

    /// <summary>Ends reading because of an error; the first one counts.</summary>
    private void Fail(Exception error, bool isHandler)
    {
        lock (_turn)
        {
            if (_failure is null) (_failure, IsHandlerFailure) = (error, isHandler);
        }

        // Not on this thread: whoever waits for the token must not run inside a handler's worker.
        if (!_reading.IsCancellationRequested) _ = _readingSource.CancelAsync();
    }
}
