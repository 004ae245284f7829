using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Extensions.Hosting.Tests;

/// <summary>What happens to the service, its health and its log when the stream fails.</summary>
public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_follows_the_service()
    {
        await using var service = new Service(partitions: 2);
        var probe = new Probe();
        using var host = service.Host(probe);
        Assert.Equal(HealthStatus.Unhealthy, (await Service.HealthAsync(host)).Status);
        await host.StartAsync(Stop);
        var health = await Service.HealthBecomesAsync(host, HealthStatus.Healthy);
        Assert.Equal(2, health.Data["partitions"]);
        await service.PublishAsync(TestAlert.Make(6));
        await probe.HandledAsync(6);
        // A handler has seen the alert a little before it counts as handled.
        health = await Service.HealthBecomesAsync(host, entry => Equals(entry.Data["handled"], 6L));
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await host.StopAsync(Stop);
        Assert.Equal(HealthStatus.Degraded, (await Service.HealthAsync(host)).Status);
    }

    [Fact]
    public async Task Lag_degrades_the_health()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(10));
        var release = new TaskCompletionSource();
        var probe = new Probe { OnAlert = (message, _) => message.Alert.Id == 4 ? release.Task : Task.CompletedTask };
        using var host = service.Host(probe, options => options.DegradedLag = 3);
        await host.StartAsync(Stop);
        await probe.BegunAsync(5);
        var health = await Service.HealthBecomesAsync(host, HealthStatus.Degraded);
        Assert.Equal(6L, health.Data["lag"]);
        Assert.Contains("6 alerts wait", health.Description, StringComparison.Ordinal);
        release.SetResult();
        await Service.HealthBecomesAsync(host, entry => entry.Status == HealthStatus.Healthy && Equals(entry.Data["lag"], 0L));
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_handlers_error_degrades_the_health_for_a_while_and_does_not_tell_what_it_said()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(2));
        var probe = new Probe
        {
            OnAlert = (message, _) => message.Alert.Id == 0 ? throw new InvalidOperationException("secret=1234") : Task.CompletedTask,
        };
        using var host = service.Host(probe, options =>
        {
            options.OnHandlerError = OnHandlerError.Skip;
            options.DegradedAfterError = TimeSpan.FromSeconds(10);
        });
        await host.StartAsync(Stop);
        await probe.HandledAsync(1);
        var health = await Service.HealthBecomesAsync(host, HealthStatus.Degraded);
        Assert.Contains("InvalidOperationException at fink_test_lsst [0] @0", health.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", health.Description, StringComparison.Ordinal);
        await Service.HealthBecomesAsync(host, HealthStatus.Healthy);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task An_unknown_topic_stops_the_host_with_a_remedy()
    {
        await using var service = new Service();
        var probe = new Probe();
        using var host = service.Host(probe, options => options.Topics = ["fink_misspelt"]);
        await host.StartAsync(Stop);
        await host.WaitForShutdownAsync(Stop).WaitAsync(Until.Patience, Stop);
        Environment.ExitCode = 0;
        var critical = Assert.Single(probe.Log.Lines, line => line.Level == LogLevel.Critical);
        Assert.Contains("fink_misspelt", critical.Text, StringComparison.Ordinal);
        var health = await Service.HealthAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("fink_misspelt", health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_servers_are_tried_again_until_they_are_there()
    {
        await using var service = new Service();
        await service.PublishAsync(TestAlert.Make(5));
        service.Broker.SetDown(1);
        var probe = new Probe();
        using var host = service.Host(probe, options => options.ConnectTimeout = TimeSpan.FromSeconds(1));
        await host.StartAsync(Stop);
        // Unhealthy it is before it has started, too.
        await Service.HealthBecomesAsync(host, entry => entry.Status == HealthStatus.Unhealthy && entry.Description!.Contains("is tried again", StringComparison.Ordinal));
        service.Broker.SetUp(1);
        await probe.HandledAsync(5);
        await host.StopAsync(Stop);
        Assert.Equal([0, 1, 2, 3, 4], probe.Handled);
        Assert.Empty(await service.LeftAsync());
    }

    [Fact]
    public async Task Unreachable_servers_stop_the_host_where_that_is_asked_for()
    {
        await using var service = new Service();
        service.Broker.SetDown(1);
        var probe = new Probe();
        using var host = service.Host(probe, options =>
        {
            options.ConnectTimeout = TimeSpan.FromSeconds(1);
            options.OnConsumerFailure = OnConsumerFailure.StopHost;
        });
        await host.StartAsync(Stop);
        await host.WaitForShutdownAsync(Stop).WaitAsync(Until.Patience, Stop);
        Environment.ExitCode = 0;
        Assert.Contains(probe.Log.Lines, line => line.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task The_password_is_nowhere_in_log_and_health()
    {
        const string Password = "pa55-that-nobody-may-see";
        await using var service = new Service();
        var probe = new Probe();
        using var host = service.Host(probe, options =>
        {
            options.Username = "me";
            options.Password = Password;
            options.ConnectTimeout = TimeSpan.FromSeconds(1);
        });
        await host.StartAsync(Stop);
        // The embedded broker does not authenticate.
        var stopping = host.WaitForShutdownAsync(Stop);
        HealthReportEntry health = default;
        await Until.TrueAsync(async () => stopping.IsCompleted || (health = await Service.HealthAsync(host)) is { Status: HealthStatus.Unhealthy, Description: not "The service has not started." }, () => "well");
        if (!stopping.IsCompleted) await host.StopAsync(Stop);
        Environment.ExitCode = 0;
        Assert.DoesNotContain(Password, $"{health.Description} {health.Exception}", StringComparison.Ordinal);
        Assert.NotEmpty(probe.Log.Lines);
        Assert.DoesNotContain(probe.Log.Lines, line => line.Text.Contains(Password, StringComparison.Ordinal));
    }
}
