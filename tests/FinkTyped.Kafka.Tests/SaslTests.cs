using System.Collections.Concurrent;
using FinkTyped.Tests;
using Microsoft.Extensions.Logging;

namespace FinkTyped.Kafka.Tests;

public sealed class SaslTests
{
    private static readonly TimeSpan Soon = Cluster.Patience;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_published_and_read_with_user_name_and_password()
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2");
        await using (var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = proxy.Address,
            Topic = Cluster.Topic,
            Username = "me",
            Password = "hunter2",
        }))
            await replay.PublishAsync(TestAlert.Make(10), Stop);

        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, Username = "me", Password = "hunter2" });
        Assert.Equal(10, (await consumer.ConsumeAsync(10, Soon, Stop)).Count);
        Assert.True(proxy.Authenticated >= 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Servers_that_want_a_password_end_reading_without_one_and_say_so(int addresses)
    {
        await using var cluster = new Cluster();
        await using var one = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2");
        await using var other = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2");
        await using var consumer = cluster.Consumer(o => o with
        {
            BootstrapServers = addresses == 1 ? one.Address : $"{one.Address},{other.Address}",
            ConnectTimeout = TimeSpan.FromSeconds(15),
        });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Cluster.Patience, Stop));
        Assert.Contains("password", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_on_a_wrong_password_is_told_from_one_that_is_not_there()
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2") { HangsUp = true };
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, Username = "me", Password = "hunter3", ConnectTimeout = TimeSpan.FromSeconds(15) });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Cluster.Patience, Stop));
        Assert.Equal("It hangs up when it is given the user name and the password: check both.", error.Remedy);
    }

    [Fact]
    public async Task A_password_for_a_server_without_SASL_is_told_at_once_by_every_entry_point()
    {
        await using var cluster = new Cluster();
        var patience = TimeSpan.FromHours(1);
        await using var consumer = cluster.Consumer(o => o with { Username = "me", Password = "hunter2", ConnectTimeout = patience });
        await using var server = new AlertServer(cluster.Options(o => o with { Username = "me", Password = "hunter2", ConnectTimeout = patience }));
        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = cluster.Broker.BootstrapServers,
            Topic = Cluster.Topic,
            Username = "me",
            Password = "hunter2",
            ConnectTimeout = patience,
        });
        Func<Task>[] calls =
        [
            async () => await consumer.PollAsync(patience, Stop),
            () => server.ListTopicsAsync(Stop),
            () => server.ReadLagAsync([Cluster.Topic], Stop),
            () => server.ReadSchemaAsync(Cluster.Topic, Stop),
            async () => await replay.SendAsync(null, [1], Stop),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<AlertException>(() => call().WaitAsync(Cluster.Patience, Stop));
            Assert.Equal(AlertErrorKind.Authentication, error.Kind);
            Assert.Contains("leave the password out", error.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("hunter2-secret")]
    [InlineData("wrong-secret")]
    public async Task The_password_is_in_no_log_even_when_all_is_logged(string password)
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2-secret");
        var log = new LogLines();
        await using (var consumer = cluster.Consumer(
            o => o with { BootstrapServers = proxy.Address, Username = "me", Password = password, LoggerFactory = log },
            config => config.Debug = "all"))
        {
            try
            {
                for (var end = Environment.TickCount64 + Soon.TotalMilliseconds; Environment.TickCount64 < end && !log.Lines.Any(line => line.Contains("SCRAM", StringComparison.Ordinal));)
                    await consumer.PollAsync(TimeSpan.FromSeconds(2), Stop);
            }
            catch (AlertException e)
            {
                log.Lines.Enqueue(e.ToString());
            }
        }

        Assert.Contains(log.Lines, line => line.Contains("SCRAM", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(password, StringComparison.Ordinal));
    }

    private sealed class LogLines : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }

    [Theory]
    [InlineData("me", "hunter3")]
    [InlineData("you", "hunter2")]
    public async Task A_wrong_password_is_said_to_be_wrong_and_not_shown(string user, string password)
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker.BootstrapServers, cluster.Broker.Advertise, "me", "hunter2");
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, Username = user, Password = password });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop));
        Assert.Equal(AlertErrorKind.Authentication, error.Kind);
        Assert.Contains("invalid credentials", error.Reason, StringComparison.Ordinal);
        Assert.Equal("Check the user name and the password.", error.Remedy);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }
}
