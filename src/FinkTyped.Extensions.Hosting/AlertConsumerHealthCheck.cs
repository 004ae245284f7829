using FinkTyped.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FinkTyped.Extensions.Hosting;

/// <summary>
/// The health of a hosted consumer: healthy while it reads partitions; degraded while it has none, lags behind by
/// <see cref="AlertServiceOptions{T}.DegradedLag"/> or had an error lately; unhealthy when it failed, waits to be restarted, or its thread does
/// not answer. Register it with <c>services.AddHealthChecks().AddCheck&lt;AlertConsumerHealthCheck&lt;T, THandler&gt;&gt;("alerts")</c>.
/// </summary>
/// <typeparam name="T">The alert's type.</typeparam>
/// <typeparam name="THandler">The handler's type.</typeparam>
public sealed class AlertConsumerHealthCheck<T, THandler> : IHealthCheck
    where T : class, IAvroRecord<T>
    where THandler : class, IAlertHandler<T>
{
    // The thread that reads answers within 50 ms, unless it waits for a server or for a schema.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private readonly AlertService<T, THandler> _service;

    internal AlertConsumerHealthCheck(AlertService<T, THandler> service) => _service = service;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var unhealthy = context.Registration?.FailureStatus ?? HealthStatus.Unhealthy;
        var state = _service.State;
        var data = new Dictionary<string, object>
        {
            ["handled"] = state.Handled,
            ["skipped"] = state.Skipped,
            ["malformed"] = state.Malformed + (_service.Consumer?.PassedOver ?? 0),
        };
        return state.Phase switch
        {
            AlertServicePhase.NotStarted => new HealthCheckResult(unhealthy, "The service has not started.", null, data),
            AlertServicePhase.Restarting => new HealthCheckResult(
                unhealthy, $"The stream cannot be read and is tried again. {Describe(state.Failure)}", state.Failure, data),
            AlertServicePhase.Failed => new HealthCheckResult(unhealthy, $"The service failed. {Describe(state.Failure)}", state.Failure, data),
            AlertServicePhase.Stopping => HealthCheckResult.Degraded("The service stops.", null, data),
            AlertServicePhase.ReadToEnd => HealthCheckResult.Healthy("Everything has been read.", data),
            _ => await CheckReadingAsync(unhealthy, data, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<HealthCheckResult> CheckReadingAsync(
        HealthStatus unhealthy, Dictionary<string, object> data, CancellationToken cancellationToken)
    {
        AlertConsumerStatus status;
        try
        {
            if (_service.Consumer is not { } consumer) return HealthCheckResult.Degraded("The consumer is being made or closed.", null, data);
            status = await consumer.GetStatusAsync(cancellationToken).WaitAsync(AnswerTime, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new HealthCheckResult(unhealthy, $"The consumer has not answered for {AnswerTime.TotalSeconds:0} s.", null, data);
        }
        catch (Exception e) when (e is ObjectDisposedException or AlertException)
        {
            return HealthCheckResult.Degraded("The consumer is being made or closed.", null, data);
        }

        data["partitions"] = status.Partitions;
        data["lag"] = status.Lag;
        data["buffered"] = status.BufferedMessages;
        return Judge(status, data);
    }

    private HealthCheckResult Judge(AlertConsumerStatus status, Dictionary<string, object> data)
    {
        var options = _service.Options;
        var since = DateTimeOffset.UtcNow - options.DegradedAfterError;
        var reasons = new List<string>();
        Exception? error = null;
        if (status.Partitions == 0)
            reasons.Add("No partition is assigned: the servers were not reached yet, or the group has more consumers than partitions.");
        if (status.Lag >= options.DegradedLag) reasons.Add($"{status.Lag} alerts wait at the broker.");
        if (status.LastErrorAt >= since) reasons.Add($"Kafka, at {status.LastErrorAt:u}: {status.LastError}.");
        if (_service.State.LastProblem is { } problem && problem.At >= since)
        {
            reasons.Add($"At {problem.At:u}: {problem.Text}.");
            error = problem.Error;
        }

        return reasons.Count > 0
            ? HealthCheckResult.Degraded(string.Join(' ', reasons), error, data)
            : HealthCheckResult.Healthy($"Reading {status.Partitions} partition(s), {status.Lag} alert(s) behind.", data);
    }

    // What a handler's exception says may hold anything; what ours say holds no secret.
    private static string Describe(Exception? failure) => failure is AlertException ? failure.Message : $"A handler threw {failure?.GetType().Name}.";
}
