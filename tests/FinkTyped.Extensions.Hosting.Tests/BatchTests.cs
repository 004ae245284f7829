using System.Collections.Concurrent;
using FinkTyped.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FinkTyped.Extensions.Hosting.Tests;

/// <summary>Handlers that take several alerts at once.</summary>
public sealed class BatchTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_full_or_the_last()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(25));
        var probe = new Probe();
        using var host = service.Host<BatchProbeHandler>(probe, o => (o.BatchSize, o.BatchWait, o.StopAtEnd) = (10, Long, true));
        await host.StartAsync(Stop);
        await probe.HandledAsync(25);
        await host.StopAsync(Stop);
        Assert.Equal([10, 10, 5], probe.Batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), probe.Handled);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_host_can_end_when_everything_has_been_handled()
    {
        await using var service = new Service(partitions: 3);
        await service.PublishAsync(TestAlert.Make(25));
        var probe = new Probe();
        using var host = service.Host<BatchProbeHandler>(probe, o => (o.BatchSize, o.BatchWait, o.StopHostAtEnd) = (10, Long, true));
        await host.RunAsync(Stop).WaitAsync(Until.Patience, Stop);
        Assert.Equal(25, probe.Handled.Count);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_batch_that_is_not_full_waits_no_longer_than_it_may()
    {
        await using var service = new Service();
        var probe = new Probe();
        using var host = service.Host<BatchProbeHandler>(probe, o => (o.BatchSize, o.BatchWait) = (1000, TimeSpan.FromMilliseconds(300)));
        await host.StartAsync(Stop);
        for (var i = 0; i < 3; i++)
        {
            await service.PublishAsync(TestAlert.Make(4, from: 4 * i));
            await probe.HandledAsync(4 * (i + 1));
        }

        await host.StopAsync(Stop);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), probe.Handled);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_batch_whose_handler_fails_comes_again_as_a_whole()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(10));
        var probe = new Probe { OnAlert = (message, _) => message.Alert.Id == 7 ? throw new InvalidOperationException("boom") : Task.CompletedTask };
        using var host = service.Host<BatchProbeHandler>(probe, o => (o.BatchSize, o.BatchWait) = (5, Long));
        await host.StartAsync(Stop);
        await Until.TrueAsync(
            () => Task.FromResult(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested), () => "the host runs");
        await host.StopAsync(Stop);
        Environment.ExitCode = 0;
        Assert.Equal([5, 6, 7, 8, 9], await service.LeftAsync());
    }

    [Fact]
    public async Task A_batch_is_tried_again_and_then_kept_aside_alert_by_alert()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(6));
        var letters = new ConcurrentQueue<long>();
        var probe = new Probe { OnAlert = (message, _) => message.Alert.Id == 1 ? throw new InvalidOperationException("boom") : Task.CompletedTask };
        using var host = service.Host<BatchProbeHandler>(probe, o =>
        {
            (o.BatchSize, o.BatchWait, o.OnHandlerError, o.MaxRetries) = (3, Long, OnHandlerError.RetryThenSkip, 2);
            o.DeadLetters = DeadLetterStore.From((letter, _) =>
            {
                letters.Enqueue(letter.Offset);
                return ValueTask.CompletedTask;
            });
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(3);
        await host.StopAsync(Stop);
        Assert.Equal([[0, 1, 2], [0, 1, 2], [0, 1, 2], [3, 4, 5]], probe.Batches);
        Assert.Equal([0, 1, 2], letters);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_in_no_batch()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(2));
        await using (var replay = service.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.PublishAsync(TestAlert.Make(2, from: 2), Stop);
        }

        var probe = new Probe();
        using var host = service.Host<BatchProbeHandler>(probe, o => (o.BatchSize, o.BatchWait, o.StopAtEnd) = (5, Long, true));
        await host.StartAsync(Stop);
        await probe.HandledAsync(4);
        await Until.TrueAsync(() => Task.FromResult(probe.Malformed.Count == 1), () => $"{probe.Malformed.Count}");
        await host.StopAsync(Stop);
        Assert.Equal([[0, 1, 2, 3]], probe.Batches);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Alerts_of_one_object_keep_their_order_in_batches_side_by_side()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(90));
        var (together, most) = (0, 0);
        var overlapped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var probe = new Probe
        {
            OnAlert = async (_, _) =>
            {
                var now = Interlocked.Increment(ref together);
                most = Math.Max(most, now);
                // The first waits for one of another batch beside it.
                if (now > 1) overlapped.TrySetResult();
                await overlapped.Task.WaitAsync(Until.Patience, Stop);
                await Task.Delay(Random.Shared.Next(1, 10), CancellationToken.None);
                Interlocked.Decrement(ref together);
            },
        };
        using var host = service.Host<BatchProbeHandler>(probe, o =>
            (o.BatchSize, o.BatchWait, o.MaxParallelHandlers, o.OrderKey) = (4, TimeSpan.FromMilliseconds(50), 3, alert => alert.Id % 6));
        await host.StartAsync(Stop);
        await probe.HandledAsync(90);
        await host.StopAsync(Stop);
        Assert.InRange(most, 2, 3);
        Assert.All(probe.Batches, batch => Assert.InRange(batch.Length, 1, 4));
        Assert.All(probe.Handled.GroupBy(id => id % 6), order => Assert.Equal(order.Order(), order));
        Assert.Empty(await service.LeftAsync());
    }
}
