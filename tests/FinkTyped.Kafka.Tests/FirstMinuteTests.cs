using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>What goes wrong in the first minute, and what the error says to do about it.</summary>
public sealed class FirstMinuteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("no-such-host.invalid:24499")]
    public async Task The_server_cannot_be_reached(string server)
    {
        await using var cluster = new Cluster();
        var error = await FailAsync(cluster.Options(o => o with { BootstrapServers = server, ConnectTimeout = TimeSpan.FromSeconds(3) }));
        Expect(error, AlertErrorKind.Unreachable, server, "firewall");
    }

    [Fact]
    public async Task The_topic_does_not_exist()
    {
        await using var cluster = new Cluster();
        cluster.Broker.CreateTopic("fink_hostless_candidate_lsst");
        var error = await FailAsync(cluster.Options(o => o with { Topics = ["fink_hostles_candidate_lsst"] }));
        Expect(error, AlertErrorKind.UnknownTopic, "fink_hostles_candidate_lsst", "Did you mean fink_hostless_candidate_lsst?");
    }

    [Fact]
    public async Task A_topic_that_comes_into_being_while_it_is_looked_for_is_read_or_said_to_be_missing()
    {
        await using var cluster = new Cluster(partitions: 1);
        // Long enough for topics that come into being after the first answer was given and before it has come.
        cluster.Broker.SetRoundTrip(1, TimeSpan.FromMilliseconds(300));
        var consumers = Enumerable.Range(0, 24).Select(async i =>
        {
            var topic = $"soon{i}";
            await using var consumer = cluster.Consumer(o => o with { Topics = [topic], GroupId = topic });
            var reading = consumer.PollAsync(Cluster.Patience, Stop).AsTask();
            await Task.Delay(i * 60, Stop);
            cluster.Broker.CreateTopic(topic);
            await cluster.PublishAsync(TestAlert.Make(1), topic);
            try
            {
                Assert.NotNull(await reading);
            }
            catch (AlertException e)
            {
                Assert.Equal(AlertErrorKind.UnknownTopic, e.Kind);
                Assert.DoesNotContain($"Did you mean {topic}?", e.Message, StringComparison.Ordinal);
            }
        }).ToArray();
        await Task.WhenAll(consumers);
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_yet_can_be_waited_for()
    {
        await using var cluster = new Cluster();
        await using var consumer = cluster.Consumer(o => o with { Topics = ["later"], WaitForTopics = true });
        var reading = consumer.PollAsync(Cluster.Patience, Stop).AsTask();
        await Task.Delay(500, Stop);
        cluster.Broker.CreateTopic("later");
        await cluster.PublishAsync(TestAlert.Make(1), "later");
        Assert.Equal(0, (await reading)!.Alert.Id);
    }

    [Fact]
    public async Task The_topic_may_not_be_read()
    {
        await using var cluster = new Cluster();
        cluster.Broker.SetTopicError(Cluster.Topic, ErrorCode.TopicAuthorizationFailed);
        Expect(await FailAsync(cluster.Options()), AlertErrorKind.Authorization, Cluster.Topic, "access");
    }

    [Theory]
    [InlineData(KafkaRequest.Fetch)]
    [InlineData(KafkaRequest.OffsetFetch)]
    public async Task The_topic_may_be_seen_but_not_read(KafkaRequest request)
    {
        await using var cluster = new Cluster(partitions: 1);
        cluster.Broker.FailNext(request, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 5)]);
        Expect(await FailAsync(cluster.Options()), AlertErrorKind.Authorization, Cluster.Topic, "access");
    }

    [Fact]
    public async Task A_key_holds_no_schema()
    {
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync("1.0"u8.ToArray(), [1], Stop);
            await replay.FlushAsync(Stop);
        }

        await using var consumer = cluster.Consumer();
        var message = await consumer.PollAsync(Cluster.Patience, Stop);
        Expect(message!.Error!, AlertErrorKind.NoSchema, "schema", nameof(AlertConsumerOptions.FallbackSchema));
    }

    [Fact]
    public void No_group_is_given()
    {
        var options = new AlertConsumerOptions { BootstrapServers = "localhost:9092", GroupId = " ", Topics = ["t"] };
        Expect(Assert.Throws<AlertException>(() => new AlertConsumer<TestAlert>(options)), AlertErrorKind.Options, "no group id", "when you register");
    }

    [Fact]
    public async Task The_group_may_not_be_used()
    {
        await using var cluster = new Cluster();
        cluster.Broker.FailNext(KafkaRequest.JoinGroup, [.. Enumerable.Repeat(ErrorCode.GroupAuthorizationFailed, 5)]);
        Expect(await FailAsync(cluster.Options()), AlertErrorKind.Authorization, "tests", "group id");
    }

    [Fact]
    public async Task A_password_is_sent_to_a_server_that_does_not_authenticate()
    {
        await using var cluster = new Cluster();
        var error = await FailAsync(cluster.Options(o => o with { Username = "me", Password = "hunter2", ConnectTimeout = TimeSpan.FromSeconds(20) }));
        Expect(error, AlertErrorKind.Authentication, "me", "leave the password out");
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_larger_than_the_client_accepts()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(1, payload: 3_000_000));
        var error = await FailAsync(cluster.Options(kafka: c => (c.FetchMaxBytes, c.MessageMaxBytes, c.ReceiveMessageMaxBytes) = (1_000_000, 1_000_000, 1_001_000)));
        Expect(error, AlertErrorKind.TooLarge, "", "ReceiveMessageMaxBytes");
    }

    [Fact]
    public async Task A_setting_is_refused()
    {
        await using var cluster = new Cluster();
        Expect(await FailAsync(cluster.Options(kafka: c => c.Set("no.such.setting", "1"))), AlertErrorKind.Options, "no.such.setting", "ConfigureKafka");
    }

    [Fact]
    public void Options_are_checked_at_once()
    {
        var good = new AlertConsumerOptions { BootstrapServers = "localhost:9092", GroupId = "g", Topics = ["t"] };
        AlertConsumerOptions[] bad =
        [
            good with { BootstrapServers = " " },
            good with { GroupId = "" },
            good with { Topics = [] },
            good with { Topics = [""] },
            good with { Password = "secret" },
            good with { MaxBufferedMessages = 0 },
            good with { CommitInterval = TimeSpan.Zero },
            good with { WireFormat = WireFormat.Bare },
            good with { WireFormat = WireFormat.Confluent },
        ];
        Assert.All(bad, options => Assert.Equal(AlertErrorKind.Options, Assert.Throws<AlertException>(() => new AlertConsumer<TestAlert>(options)).Kind));
    }

    [Fact]
    public void A_password_is_never_shown()
    {
        var options = new AlertConsumerOptions { BootstrapServers = "s", GroupId = "g", Topics = ["t"], Username = "me", Password = "hunter2" };
        Assert.DoesNotContain("hunter2", options.ToString(), StringComparison.Ordinal);
        Assert.Contains("me", options.ToString(), StringComparison.Ordinal);
    }

    private static async Task<AlertException> FailAsync(AlertConsumerOptions options)
    {
        await using var consumer = new AlertConsumer<TestAlert>(options);
        return await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Cluster.Patience, Stop));
    }

    private static void Expect(AlertException error, AlertErrorKind kind, string reason, string remedy)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        Assert.Equal(kind, error.Kind);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }
}
