namespace FinkTyped.Kafka.Tests;

/// <summary>Brokers fail while alerts flow. None may be lost.</summary>
public sealed class BrokerFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_goes_down_and_comes_back()
    {
        await using var run = new FaultRun();
        run.StartReader();
        await run.PublishAsync(1000, rate: 500, async () =>
        {
            foreach (var broker in run.Broker.BrokerIds)
            {
                await Task.Delay(300, Stop);
                run.Broker.SetDown(broker);
                await Task.Delay(300, Stop);
                run.Broker.SetUp(broker);
            }
        });
        await run.ExpectAsync(1000);
    }

    [Fact]
    public async Task Partition_leaders_move()
    {
        await using var run = new FaultRun();
        run.StartReader();
        await run.PublishAsync(1000, rate: 500, async () =>
        {
            for (var i = 0; i < 9; i++)
            {
                await Task.Delay(150, Stop);
                for (var partition = 0; partition < 6; partition++) run.Broker.SetLeader(Cluster.Topic, partition, 1 + (i + partition) % 3);
            }
        });
        await run.ExpectAsync(1000);
    }

    [Fact]
    public async Task The_group_coordinator_moves()
    {
        await using var run = new FaultRun();
        run.StartReader();
        await run.PublishAsync(1000, rate: 500, async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                await Task.Delay(250, Stop);
                run.Broker.SetCoordinator("tests", 1 + i % 3);
            }
        });
        await run.ExpectAsync(1000);
    }

    [Fact]
    public async Task Every_answer_takes_two_seconds()
    {
        await using var run = new FaultRun(brokers: 1) { Kafka = c => c.SessionTimeoutMs = 6000 };
        run.StartReader();
        await run.PublishAsync(500, rate: 500, async () =>
        {
            await Task.Delay(300, Stop);
            run.Broker.SetRoundTrip(1, TimeSpan.FromSeconds(2));
            await Task.Delay(4000, Stop);
            run.Broker.SetRoundTrip(1, TimeSpan.Zero);
        });
        await run.ExpectAsync(500);
    }

    [Fact]
    public async Task A_topic_is_deleted_and_created_again()
    {
        await using var run = new FaultRun(brokers: 1, partitions: 2);
        run.StartReader();
        await run.PublishAsync(200, rate: 1000);
        await run.ExpectAsync(200);
        run.Broker.DeleteTopic(Cluster.Topic);
        await Task.Delay(1000, Stop);
        run.Broker.CreateTopic(Cluster.Topic, 2);
        await run.PublishAsync(100, rate: 1000, from: 200);
        await run.ExpectAsync(300);
    }
}
