namespace FinkTyped.Kafka.Tests;

public sealed class SaslTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_are_published_and_read_with_user_name_and_password()
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker, "me", "hunter2");
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
    [InlineData("me", "hunter3")]
    [InlineData("you", "hunter2")]
    public async Task A_wrong_password_is_said_to_be_wrong_and_not_shown(string user, string password)
    {
        await using var cluster = new Cluster();
        await using var proxy = new ScramProxy(cluster.Broker, "me", "hunter2");
        await using var consumer = cluster.Consumer(o => o with { BootstrapServers = proxy.Address, Username = user, Password = password });
        var error = await Assert.ThrowsAsync<AlertException>(async () => await consumer.PollAsync(Soon, Stop));
        Assert.Equal(AlertErrorKind.Authentication, error.Kind);
        Assert.Contains("invalid credentials", error.Reason, StringComparison.Ordinal);
        Assert.Equal("Check the user name and the password.", error.Remedy);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }
}
