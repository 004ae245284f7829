using FinkTyped.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Extensions.Hosting.Tests;

public sealed class HandlerErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_host_leaves_the_alert_unprocessed()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(10));
        var probe = Throwing(id => id == 3);
        using var host = service.Host(probe);
        await RunToItsEndAsync(host);
        Assert.Equal([0, 1, 2], probe.Handled);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], await service.LeftAsync());
        var critical = Assert.Single(probe.Log.Lines, line => line.Level == LogLevel.Critical);
        Assert.Contains("fink_test_lsst [0] @3", critical.Text, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, (await Service.HealthAsync(host)).Status);
    }

    [Fact]
    public async Task Stop_host_lets_other_handlers_finish()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(2));
        var thrown = new TaskCompletionSource();
        var probe = new Probe
        {
            OnAlert = async (message, _) =>
            {
                if (message.Alert.Id == 1)
                {
                    thrown.SetResult();
                    throw new InvalidOperationException("boom");
                }

                await thrown.Task;
                await Task.Delay(100, Stop);
            },
        };
        using var host = service.Host(probe, options => options.MaxParallelHandlers = 2);
        await RunToItsEndAsync(host);
        Assert.Equal([0], probe.Handled);
        Assert.Equal([1], await service.LeftAsync());
    }

    [Fact]
    public async Task Skip_passes_the_alert_over_and_logs_where_it_stands()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(20));
        var probe = Throwing(id => id % 5 == 4);
        using var host = service.Host(probe, options => options.OnHandlerError = OnHandlerError.Skip);
        await host.StartAsync(Stop);
        await probe.BegunAsync(20);
        await Until.TrueAsync(() => Task.FromResult(probe.Log.Lines.Count(line => line.Level == LogLevel.Error) == 4), () => "no log");
        await Service.HealthBecomesAsync(host, entry => Equals(entry.Data["skipped"], 4L));
        await host.StopAsync(Stop);
        Assert.Equal(16, probe.Handled.Count);
        Assert.Contains(probe.Log.Lines, line => line.Text.Contains("fink_test_lsst [0] @19 is passed over", StringComparison.Ordinal));
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Retry_handles_the_alert_again_in_its_place_with_a_new_handler()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(5));
        var failures = 0;
        var probe = Throwing(id => id == 2 && failures++ < 2);
        using var host = service.Host(probe, options => options.OnHandlerError = OnHandlerError.Retry);
        await host.StartAsync(Stop);
        await probe.HandledAsync(5);
        await host.StopAsync(Stop);
        Assert.Equal([0, 1, 2, 2, 2, 3, 4], probe.Begun);
        Assert.Equal([0, 1, 2, 3, 4], probe.Handled);
        Assert.Equal(7, probe.Handlers.Count);
        Assert.Empty(await service.LeftAsync());
    }

    [Theory]
    [InlineData(OnHandlerError.Retry)]
    [InlineData(OnHandlerError.RetryThenSkip)]
    public async Task Retries_end(OnHandlerError policy)
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(3));
        var probe = Throwing(id => id == 1);
        using var host = service.Host(probe, options =>
        {
            options.OnHandlerError = policy;
            options.MaxRetries = 2;
        });
        if (policy == OnHandlerError.Retry)
        {
            await RunToItsEndAsync(host);
            Assert.Equal([0, 1, 1, 1], probe.Begun);
            Assert.Equal([1, 2], await service.LeftAsync());
            return;
        }

        await host.StartAsync(Stop);
        await probe.HandledAsync(2);
        await host.StopAsync(Stop);
        Assert.Equal([0, 1, 1, 1, 2], probe.Begun);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_next_retry()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(3));
        var probe = Throwing(id => id == 1);
        using var host = service.Host(probe, options =>
        {
            options.OnHandlerError = OnHandlerError.Retry;
            options.RetryDelay = options.MaxRetryDelay = TimeSpan.FromHours(1);
        });
        await host.StartAsync(Stop);
        await probe.BegunAsync(2);
        await host.StopAsync(Stop).WaitAsync(Until.Patience, Stop);
        Assert.Equal([1, 2], await service.LeftAsync());
    }

    [Fact]
    public async Task By_default_a_malformed_message_is_passed_over_and_kept()
    {
        await using var service = new Service();
        await using (var replay = service.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.PublishAsync(TestAlert.Make(2), Stop);
        }

        var letters = new List<DeadLetter>();
        var probe = new Probe();
        using var host = service.Host(probe, options =>
        {
            options.OnMalformed = new AlertServiceOptions<TestAlert>().OnMalformed;
            options.DeadLetters = DeadLetterStore.From((letter, _) =>
            {
                letters.Add(letter);
                return ValueTask.CompletedTask;
            });
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(2);
        var health = await Service.HealthAsync(host);
        await host.StopAsync(Stop);
        Assert.Equal([0, 1], probe.Handled);
        Assert.Empty(probe.Malformed);
        Assert.Equal(0, Assert.Single(letters).Offset);
        Assert.Equal(1L, health.Data["malformed"]);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task A_malformed_message_has_a_way_of_its_own_and_stops_nothing()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(2));
        await using (var replay = service.Replay())
        {
            await replay.SendAsync(TestAlert.Schema, new byte[] { 1 }, Stop);
            await replay.PublishAsync(TestAlert.Make(2, from: 2), Stop);
        }

        var probe = new Probe();
        using var host = service.Host(probe);
        await host.StartAsync(Stop);
        await probe.HandledAsync(4);
        var health = await Service.HealthAsync(host);
        await host.StopAsync(Stop);
        Assert.Equal([0, 1, 2, 3], probe.Handled);
        Assert.Equal(2, Assert.Single(probe.Malformed).Offset);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(1L, health.Data["malformed"]);
        await service.PublishAsync(TestAlert.Make(1, from: 4));
        Assert.Equal([4], await service.LeftAsync());
    }

    [Fact]
    public async Task A_handler_that_cannot_be_made_is_a_handlers_error()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(1));
        var probe = new Probe();
        var builder = Service.Builder(probe);
        builder.Services.AddAlertConsumer<TestAlert, ProbeHandler>(service.Configure);
        builder.Services.AddScoped<ProbeHandler>(_ => throw new InvalidOperationException("no database"));
        using var host = builder.Build();
        await RunToItsEndAsync(host);
        Assert.Contains(probe.Log.Lines, line => line.Level == LogLevel.Critical && line.Text.Contains("no database", StringComparison.Ordinal));
    }

    private static Probe Throwing(Func<long, bool> when) => new()
    {
        OnAlert = (message, _) => when(message.Alert.Id) ? throw new InvalidOperationException("boom") : Task.CompletedTask,
    };

    /// <summary>Runs a host that stops itself with an exit code.</summary>
    private static async Task RunToItsEndAsync(IHost host)
    {
        await host.StartAsync(Stop);
        await host.WaitForShutdownAsync(Stop).WaitAsync(Until.Patience, Stop);
        Environment.ExitCode = 0;
    }
}
