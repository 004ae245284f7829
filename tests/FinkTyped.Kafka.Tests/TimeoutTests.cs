using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FinkTyped.Kafka.Tests;

/// <summary>A time-out is what it says, within what a busy machine takes to notice it, and not the minute that it is by default.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Noticing = TimeSpan.FromSeconds(45);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, true)]
    [InlineData(3, false)]
    [InlineData(10, true)]
    [InlineData(10, false)]
    public async Task Connecting_is_given_up_in_time(int seconds, bool isListening)
    {
        // It takes connections and never answers; or there is nobody.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"{silent.LocalEndpoint}";
        if (!isListening) silent.Stop();
        await using var consumer = new AlertConsumer<TestAlert>(new AlertConsumerOptions
        {
            BootstrapServers = address,
            GroupId = "tests",
            Topics = ["t"],
            ConnectTimeout = TimeSpan.FromSeconds(seconds),
        });

        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Cluster.Patience, Stop));

        Assert.Equal(AlertErrorKind.Unreachable, error.Kind);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds) + Noticing);
    }
}
