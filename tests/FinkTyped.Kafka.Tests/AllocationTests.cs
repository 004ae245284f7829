using System.Globalization;

namespace FinkTyped.Kafka.Tests;

public sealed class AllocationTests
{
    [Fact]
    public async Task A_message_costs_at_most_500_bytes_beyond_its_alert()
    {
        await using var cluster = new Cluster(partitions: 4);
        await cluster.PublishAsync(TestAlert.Make(10_000));
        var (exitCode, said, _) = await WorkerProcess.RunAsync("allocations", cluster.Broker.BootstrapServers, Cluster.Topic, "8000");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.Equal(0, exitCode);
        Assert.InRange(int.Parse(said.Split(' ')[0], CultureInfo.InvariantCulture), 0, 500);
    }
}
