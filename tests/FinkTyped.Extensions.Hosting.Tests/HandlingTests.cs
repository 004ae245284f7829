using System.Collections.Concurrent;
using System.Diagnostics;
using FinkTyped.Kafka;

namespace FinkTyped.Extensions.Hosting.Tests;

/// <summary>Which alerts reach the handlers, in which order, and what is traced and kept of them.</summary>
public sealed class HandlingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_chooses_what_is_handled_and_the_rest_counts_as_processed()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(12));
        var probe = new Probe();
        using var host = service.Host(probe, options => options.Query = TestAlert.Where(alert => alert.Id % 4 == 3));
        await host.StartAsync(Stop);
        await probe.HandledAsync(3);
        await host.StopAsync(Stop);
        Assert.Equal([3, 7, 11], probe.Handled);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Alerts_of_one_object_are_handled_in_order_though_others_go_beside_them()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(60));
        var (together, most) = (0, 0);
        var overlapped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var orders = new ConcurrentDictionary<long, ConcurrentQueue<long>>();
        var probe = new Probe
        {
            OnAlert = async (message, _) =>
            {
                var now = Interlocked.Increment(ref together);
                most = Math.Max(most, now);
                // The first waits for one beside it.
                if (now > 1) overlapped.TrySetResult();
                await overlapped.Task.WaitAsync(Until.Patience, Stop);
                await Task.Delay(Random.Shared.Next(1, 20), Stop);
                orders.GetOrAdd(message.Alert.Id % 3, _ => new ConcurrentQueue<long>()).Enqueue(message.Alert.Id);
                Interlocked.Decrement(ref together);
            },
        };
        using var host = service.Host(probe, options =>
        {
            options.MaxParallelHandlers = 3;
            options.OrderKey = alert => alert.Id % 3;
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(60);
        await host.StopAsync(Stop);
        Assert.All(orders.Values, order => Assert.Equal(order.Order(), order));
        Assert.InRange(most, 2, 3);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task What_waits_in_a_lane_when_the_host_stops_comes_again()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(20));
        var first = new TaskCompletionSource();
        var probe = new Probe
        {
            OnAlert = async (message, _) =>
            {
                first.TrySetResult();
                await Task.Delay(100, CancellationToken.None);
            },
        };
        using var host = service.Host(probe, options => (options.MaxParallelHandlers, options.OrderKey) = (2, _ => 1));
        await host.StartAsync(Stop);
        await first.Task;
        await host.StopAsync(Stop);
        Assert.Equal(Enumerable.Range(probe.Handled.Count, 20 - probe.Handled.Count).Select(i => (long)i), await service.LeftAsync());
    }

    [Fact]
    public async Task Each_alert_has_an_activity_of_its_own()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AlertTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(3));
        var probe = new Probe { OnAlert = (message, _) => message.Alert.Id == 1 ? throw new InvalidOperationException("boom") : Task.CompletedTask };
        using var host = service.Host(probe, options =>
        {
            options.OnHandlerError = OnHandlerError.Skip;
            options.GroupId = "activities";
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(2);
        await host.StopAsync(Stop);
        var ours = activities.Where(activity => activity.OperationName == $"process {Service.Topic}").ToList();
        Assert.Contains(ours, activity => activity.Status == ActivityStatusCode.Error && (string?)activity.GetTagItem("error.type") == typeof(InvalidOperationException).FullName);
        Assert.True(ours.Count(activity => activity.Status != ActivityStatusCode.Error) >= 2);
    }

    [Fact]
    public async Task An_alert_whose_handler_fails_for_good_is_kept_and_can_be_published_again()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(3));
        var letters = new List<DeadLetter>();
        var failing = true;
        var probe = new Probe { OnAlert = (message, _) => failing && message.Alert.Id == 1 ? throw new InvalidOperationException("boom") : Task.CompletedTask };
        using (var host = service.Host(probe, options =>
        {
            options.OnHandlerError = OnHandlerError.Skip;
            options.DeadLetters = DeadLetterStore.From((letter, _) =>
            {
                letters.Add(letter);
                return ValueTask.CompletedTask;
            });
        }))
        {
            await host.StartAsync(Stop);
            await probe.HandledAsync(2);
            await host.StopAsync(Stop);
        }

        var letter = Assert.Single(letters);
        Assert.Equal((1L, "Program"), (letter.Offset, letter.Kind));
        Assert.Contains("boom", letter.Reason, StringComparison.Ordinal);
        failing = false;
        await using (var replay = service.Replay())
        {
            await replay.SendAsync(letter, Stop);
            await replay.FlushAsync(Stop);
        }

        using var again = service.Host(probe);
        await again.StartAsync(Stop);
        await probe.HandledAsync(3);
        await again.StopAsync(Stop);
        Assert.Equal([0, 2, 1], probe.Handled);
    }
}
