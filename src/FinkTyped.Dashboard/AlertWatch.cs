using System.Globalization;
using FinkTyped.Kafka;

namespace FinkTyped.Dashboard;

/// <summary>
/// Reads topics for a dashboard, and nothing else: in a consumer group of its own, so that no one else's stream is held back or moved on. The alerts are not decoded but looked at.
/// </summary>
public static class AlertWatch
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(2);

    /// <summary>Shows what comes on the topics until it is stopped.</summary>
    /// <param name="dashboard">Where it is shown.</param>
    /// <param name="options">The server, the topics and where to begin. Its group is replaced by one of this run.</param>
    /// <param name="stop">Ends it, without an exception.</param>
    /// <exception cref="AlertException">The server cannot be reached, or there is no such topic.</exception>
    public static async Task RunAsync(AlertDashboard dashboard, AlertConsumerOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(dashboard);
        ArgumentNullException.ThrowIfNull(options);
        var group = string.Create(CultureInfo.InvariantCulture, $"fink-watch-{Guid.NewGuid():N}");
        var own = options with { GroupId = group, OnMalformed = OnMalformed.Surface };
        await using var consumer = new AlertConsumer(own);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var status = TellStatusAsync(dashboard, consumer, group, ended.Token);
        try
        {
            await foreach (var message in consumer.ReadEncodedAsync(stop).ConfigureAwait(false))
            {
                if (message.Error is { } error) dashboard.ShowError(message.Topic, error.Message);
                else dashboard.Show(message.Topic, message.Alert);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await status.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task TellStatusAsync(AlertDashboard dashboard, AlertConsumer consumer, string group, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(StatusInterval);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            var status = await consumer.GetStatusAsync(stop).ConfigureAwait(false);
            dashboard.ShowStream(new DashboardStream(group, status.Partitions, status.Lag, status.LastError));
        }
    }
}
