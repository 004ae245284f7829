using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FinkTyped.Extensions.Hosting.Tests;

public sealed class DeliveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_alert_reaches_a_handler_of_its_own()
    {
        await using var service = new Service(partitions: 4);
        await service.PublishAsync(TestAlert.Make(50));
        var probe = new Probe();
        using var host = service.Host(probe);
        await host.StartAsync(Stop);
        await probe.HandledAsync(50);
        await host.StopAsync(Stop);
        Assert.Equal(Ids(0, 50), probe.Handled.Order());
        Assert.Equal(50, probe.Handlers.Count);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_graceful_stop_finishes_the_alert_in_hand_and_commits_what_was_handled_and_nothing_else()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(20));
        var release = new TaskCompletionSource();
        var probe = new Probe { OnAlert = (message, _) => message.Alert.Id == 7 ? release.Task : Task.CompletedTask };
        using var host = service.Host(probe);
        await host.StartAsync(Stop);
        await probe.BegunAsync(8);
        var stopped = host.StopAsync(Stop);
        await Task.Delay(200, Stop);
        Assert.False(stopped.IsCompleted);
        release.SetResult();
        await stopped;
        Assert.Equal(Ids(0, 8), probe.Handled);
        Assert.Equal(Ids(8, 12), await service.LeftAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_does_not_finish_in_time_is_given_up_and_its_alert_is_delivered_again(bool heedsToken)
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(20));
        var probe = new Probe
        {
            OnAlert = (message, stop) => message.Alert.Id == 7 ? Task.Delay(Timeout.Infinite, heedsToken ? stop : default) : Task.CompletedTask,
        };
        using var host = service.Host(probe, options => options.DrainTimeout = TimeSpan.FromMilliseconds(100));
        await host.StartAsync(Stop);
        await probe.BegunAsync(8);
        await host.StopAsync(Stop);
        Assert.Equal(Ids(7, 13), await service.LeftAsync());
    }

    [Fact]
    public async Task The_hosts_own_limit_ends_handlers_as_well()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(3));
        var cancelled = new TaskCompletionSource();
        var probe = new Probe
        {
            OnAlert = (_, stop) =>
            {
                stop.Register(cancelled.SetResult);
                return Task.Delay(Timeout.Infinite, stop);
            },
        };
        using var host = service.Host(probe, options => options.DrainTimeout = TimeSpan.FromMinutes(5));
        await host.StartAsync(Stop);
        await probe.BegunAsync(1);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Record.ExceptionAsync(() => host.StopAsync(limit.Token));
        await cancelled.Task.WaitAsync(Until.Patience, Stop);
    }

    [Fact]
    public async Task A_restart_goes_on_without_loss()
    {
        await using var service = new Service(partitions: 4);
        await service.PublishAsync(TestAlert.Make(200));
        var seen = new List<long>();
        for (var round = 0; round < 4; round++)
        {
            var last = round == 3;
            var probe = new Probe { OnAlert = (_, _) => Task.Delay(last ? 0 : 2, Stop) };
            using var host = service.Host(probe, options => options.MaxParallelHandlers = 3);
            await host.StartAsync(Stop);
            await probe.HandledAsync(last ? 200 - seen.Count : 30);
            await host.StopAsync(Stop);
            seen.AddRange(probe.Handled);
        }

        Assert.Equal(Ids(0, 200), seen.Order());
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Parallel_handlers_commit_only_what_is_handled_without_gap()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(40));
        var together = new Barrier();
        var probe = new Probe
        {
            OnAlert = async (message, stop) =>
            {
                if (message.Alert.Id < 8) await together.ArriveAsync(8, stop);
                if (message.Alert.Id == 3) await Task.Delay(Timeout.Infinite, stop);
            },
        };
        using var host = service.Host(probe, options =>
        {
            options.MaxParallelHandlers = 8;
            options.DrainTimeout = TimeSpan.FromMilliseconds(100);
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(39);
        await host.StopAsync(Stop);
        Assert.Equal(Ids(3, 37), await service.LeftAsync());
    }

    [Fact]
    public async Task The_end_of_the_stream_ends_the_service_but_not_the_host()
    {
        await using var service = new Service(partitions: 2);
        await service.PublishAsync(TestAlert.Make(10));
        var probe = new Probe();
        using var host = service.Host(probe, options => options.StopAtEnd = true);
        await host.StartAsync(Stop);
        var alerts = Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>(), s => s is AlertService<TestAlert, ProbeHandler>);
        await alerts.ExecuteTask!.WaitAsync(Until.Patience, Stop);
        Assert.Equal(10, probe.Handled.Count);
        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Duplicates_are_passed_over_where_an_id_is_given()
    {
        await using var service = new Service();
        await service.PublishAsync([.. TestAlert.Make(5), .. TestAlert.Make(6)]);
        var probe = new Probe();
        using var host = service.Host(probe, options => options.DuplicateId = alert => alert.Id);
        await host.StartAsync(Stop);
        await probe.HandledAsync(6);
        await host.StopAsync(Stop);
        Assert.Equal(Ids(0, 6), probe.Handled);
    }

    private static IEnumerable<long> Ids(int first, int count) => Enumerable.Range(first, count).Select(id => (long)id);

    private sealed class Barrier
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task ArriveAsync(int count, CancellationToken stop)
        {
            if (Interlocked.Increment(ref _arrived) == count) _all.SetResult();
            return _all.Task.WaitAsync(stop);
        }
    }
}
