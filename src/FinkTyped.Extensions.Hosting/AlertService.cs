using FinkTyped.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// Hands each alert to a handler for as long as the host runs. When the host stops: no more alerts are taken, the handlers at work finish,
/// what they handled is committed, and the consumer leaves its group.
/// </summary>
internal sealed class AlertService<T, THandler>(
    IOptionsMonitor<AlertServiceOptions<T>> options,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : BackgroundService
    where T : class, IAvroRecord<T>
    where THandler : class, IAlertHandler<T>
{
    private readonly ILogger _log = loggers.CreateLogger($"FinkTyped.Alerts.{typeof(THandler).Name}");
    private readonly CancellationTokenSource _hurry = new();
    private volatile AlertConsumer<T>? _consumer;

    /// <summary>The name of the options of this handler.</summary>
    public static string Name { get; } = typeof(THandler).ToString();

    public AlertServiceState State { get; } = new(TimeProvider.System);

    public AlertServiceOptions<T> Options => options.Get(Name);

    /// <summary>The consumer of the moment; null while there is none.</summary>
    public AlertConsumer<T>? Consumer => _consumer;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        State.Enter(AlertServicePhase.Reading);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        // The host does not wait any longer.
        if (cancellationToken.IsCancellationRequested) await _hurry.CancelAsync().ConfigureAwait(false);
    }

    public override void Dispose()
    {
        base.Dispose();
        _hurry.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = Options;
        for (var attempt = 1; ; attempt++)
        {
            var handledBefore = State.Handled;
            var (failure, mustStop) = await ReadAsync(settings, stoppingToken).ConfigureAwait(false);
            if (failure is null)
            {
                Leave(stoppingToken.IsCancellationRequested);
                return;
            }

            if (mustStop)
            {
                State.Enter(AlertServicePhase.Failed, failure);
                if (Environment.ExitCode == 0) Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }

            if (State.Handled > handledBefore) attempt = 1;
            var delay = Backoff.Delay(settings.RestartDelay, settings.MaxRestartDelay, attempt);
            State.Enter(AlertServicePhase.Restarting, failure);
            _log.Restarting(delay, failure);
            await Task.Delay(delay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) continue;
            Leave(isStopping: true);
            return;
        }
    }

    /// <summary>Reads with one consumer.</summary>
    /// <returns>What failed, null where nothing did; and whether the host must stop for it.</returns>
    private async Task<(Exception? Failure, bool MustStop)> ReadAsync(AlertServiceOptions<T> settings, CancellationToken stoppingToken)
    {
        using var run = new AlertRun<T, THandler>(settings, scopes, State, _log, stoppingToken, _hurry.Token);
        Exception? failure;
        await using (var consumer = new AlertConsumer<T>(ConsumerOptions(settings)) { DuplicateId = settings.DuplicateId })
        {
            _consumer = consumer;
            State.Enter(AlertServicePhase.Reading);
            try
            {
                failure = await run.RunAsync(consumer).ConfigureAwait(false);
            }
            finally
            {
                _consumer = null;
                State.AddPassedOver(consumer.PassedOver);
            }

            if (stoppingToken.IsCancellationRequested) State.Enter(AlertServicePhase.Stopping);
        }

        if (failure is null || run.IsHandlerFailure) return (failure, true);
        var healsItself = failure is AlertException { Kind: AlertErrorKind.Unreachable or AlertErrorKind.Kafka };
        if (healsItself && settings.OnConsumerFailure == OnConsumerFailure.Restart) return (failure, false);
        _log.ConsumerFailed(failure);
        return (failure, true);
    }

    private AlertConsumerOptions ConsumerOptions(AlertServiceOptions<T> settings)
    {
        var consumer = settings.ToConsumerOptions();
        consumer = consumer with { LoggerFactory = consumer.LoggerFactory ?? loggers };
        _log.Reading(string.Join(", ", consumer.Topics), consumer.GroupId, settings.MaxParallelHandlers);
        // After a restart, going to the latest again would lose alerts, and to the earliest deliver all of them again.
        return State.Handled == 0 ? consumer : consumer with { StartAt = StartAt.Committed };
    }

    private void Leave(bool isStopping)
    {
        State.Enter(isStopping ? AlertServicePhase.Stopping : AlertServicePhase.ReadToEnd);
        if (isStopping) _log.Stopped(State.Handled);
        else _log.ReadToEnd(State.Handled);
        if (!isStopping && Options.StopHostAtEnd) lifetime.StopApplication();
    }
}
