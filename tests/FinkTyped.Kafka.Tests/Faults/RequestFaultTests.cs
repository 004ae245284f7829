using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>Requests fail while alerts flow. None may be lost.</summary>
public sealed class RequestFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KafkaRequest.Fetch, ErrorCode.NotLeaderForPartition)]
    [InlineData(KafkaRequest.Fetch, ErrorCode.UnknownTopicOrPart)]
    [InlineData(KafkaRequest.Fetch, ErrorCode.Local_Transport)]
    [InlineData(KafkaRequest.OffsetCommit, ErrorCode.NotCoordinatorForGroup)]
    [InlineData(KafkaRequest.OffsetCommit, ErrorCode.IllegalGeneration)]
    [InlineData(KafkaRequest.OffsetCommit, ErrorCode.Local_Transport)]
    [InlineData(KafkaRequest.JoinGroup, ErrorCode.NotCoordinatorForGroup)]
    [InlineData(KafkaRequest.JoinGroup, ErrorCode.UnknownMemberId)]
    [InlineData(KafkaRequest.Heartbeat, ErrorCode.NotCoordinatorForGroup)]
    [InlineData(KafkaRequest.Heartbeat, ErrorCode.UnknownMemberId)]
    [InlineData(KafkaRequest.Heartbeat, ErrorCode.RebalanceInProgress)]
    [InlineData(KafkaRequest.Metadata, ErrorCode.Local_Transport)]
    public async Task Requests_fail(KafkaRequest request, ErrorCode error)
    {
        await using var run = new FaultRun(brokers: 1);
        if (request is KafkaRequest.JoinGroup) run.Broker.FailNext(request, error, error);
        run.StartReader();
        await run.PublishAsync(600, rate: 400, async () =>
        {
            for (var i = 0; i < 4; i++)
            {
                await Task.Delay(300, Stop);
                run.Broker.FailNext(request, error, error);
                if (request is KafkaRequest.JoinGroup) run.Broker.FailNext(KafkaRequest.Heartbeat, ErrorCode.UnknownMemberId);
            }
        });
        await run.ExpectAsync(600);
    }
}
