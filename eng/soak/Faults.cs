using Confluent.Kafka;
using FinkTyped.Kafka;

namespace FinkTyped.Soak;

/// <summary>What can go wrong on the side of the brokers.</summary>
internal static class Faults
{
    private static readonly (KafkaRequest Request, ErrorCode Error)[] Failures =
    [
        (KafkaRequest.Fetch, ErrorCode.NotLeaderForPartition),
        (KafkaRequest.Fetch, ErrorCode.Local_Transport),
        (KafkaRequest.OffsetCommit, ErrorCode.NotCoordinatorForGroup),
        (KafkaRequest.OffsetCommit, ErrorCode.IllegalGeneration),
        (KafkaRequest.OffsetFetch, ErrorCode.NotCoordinatorForGroup),
        (KafkaRequest.OffsetFetch, ErrorCode.GroupLoadInProgress),
        (KafkaRequest.OffsetFetch, ErrorCode.Unknown),
        (KafkaRequest.JoinGroup, ErrorCode.NotCoordinatorForGroup),
        (KafkaRequest.SyncGroup, ErrorCode.RebalanceInProgress),
        (KafkaRequest.Heartbeat, ErrorCode.UnknownMemberId),
        (KafkaRequest.Heartbeat, ErrorCode.RebalanceInProgress),
        (KafkaRequest.Heartbeat, ErrorCode.NotCoordinatorForGroup),
        (KafkaRequest.FindCoordinator, ErrorCode.GroupCoordinatorNotAvailable),
        (KafkaRequest.Metadata, ErrorCode.Local_Transport),
        (KafkaRequest.ListOffsets, ErrorCode.NotLeaderForPartition),
        (KafkaRequest.Produce, ErrorCode.NotLeaderForPartition),
    ];

    /// <summary>Lets one fault happen, chosen at random, and returns when it is over.</summary>
    /// <param name="broker">The cluster.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="group">The group that reads it.</param>
    /// <param name="onFault">Told in words what happens.</param>
    public static async Task HappenAsync(EmbeddedBroker broker, string topic, int partitions, string group, Action<string> onFault)
    {
        var victim = Random.Shared.Next(1, 4);
        switch (Random.Shared.Next(5))
        {
            case 0:
                onFault($"broker {victim} down");
                broker.SetDown(victim);
                await Task.Delay(Random.Shared.Next(100, 4000));
                broker.SetUp(victim);
                break;
            case 1:
                onFault("leaders moved");
                for (var partition = 0; partition < partitions; partition++) broker.SetLeader(topic, partition, Random.Shared.Next(1, 4));
                break;
            case 2:
                onFault($"coordinator to {victim}");
                broker.SetCoordinator(group, victim);
                break;
            case 3:
                onFault($"broker {victim} slow");
                broker.SetRoundTrip(victim, TimeSpan.FromMilliseconds(Random.Shared.Next(100, 2000)));
                await Task.Delay(Random.Shared.Next(500, 5000));
                broker.SetRoundTrip(victim, TimeSpan.Zero);
                break;
            default:
                var (request, error) = Failures[Random.Shared.Next(Failures.Length)];
                onFault($"{request} {error}");
                broker.FailNext(request, Enumerable.Repeat(error, Random.Shared.Next(1, 4)).ToArray());
                break;
        }
    }
}
