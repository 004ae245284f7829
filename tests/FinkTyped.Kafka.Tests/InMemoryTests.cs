namespace FinkTyped.Kafka.Tests;

public sealed class InMemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_of_a_list_are_read_like_those_of_a_broker()
    {
        var messages = TestAlert.Make(5).Select(alert => new AlertMessage<TestAlert>(alert) { Topic = "t", Offset = alert.Id }).ToList();
        await using IAlertConsumer<TestAlert> consumer = new InMemoryAlertConsumer<TestAlert>(messages);

        Assert.Equal(0, (await consumer.PollAsync(TimeSpan.Zero, Stop))!.Alert.Id);
        Assert.False(messages[0].IsCompleted);
        Assert.Equal([1, 2], (await consumer.ConsumeAsync(2, TimeSpan.Zero, Stop)).Select(m => m.Alert.Id));
        Assert.True(messages[0].IsCompleted);
        var rest = new List<AlertMessage<long>>();
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Where(a => a.Id != 3).Select(a => a.Id * 10), Stop)) rest.Add(message);
        Assert.Equal((40L, "t", 4L), (Assert.Single(rest).Alert, rest[0].Topic, rest[0].Offset));
        Assert.All(messages, message => Assert.True(message.IsCompleted));
        Assert.Null(await consumer.PollAsync(TimeSpan.Zero, Stop));
    }

    [Fact]
    public async Task An_exception_of_the_query_is_the_error_of_its_message()
    {
        await using var consumer = new InMemoryAlertConsumer<TestAlert>(TestAlert.Make(3));
        var seen = new List<AlertMessage<long>>();
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Select(a => a.Id == 1 ? throw new InvalidOperationException("my own") : a.Id), Stop)) seen.Add(message);

        Assert.Equal([null, AlertErrorKind.Program, null], seen.Select(m => m.Error?.Kind));
        Assert.StartsWith("in-memory [0] @1: the program's query threw InvalidOperationException: my own", seen[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_makes_messages_that_could_not_be_decoded()
    {
        var error = new AlertException(AlertErrorKind.Malformed, "cut short", "Look at it.");
        var bad = AlertMessage<TestAlert>.Failed(error, "t", 3, 14, [1], [2, 3]);
        Assert.Same(error, Assert.Throws<AlertException>(() => bad.Alert));
        Assert.Equal(("t", 3, 14L, 3), (bad.Topic, bad.Partition, bad.Offset, bad.EncodedLength));
        Assert.Equal([2, 3], bad.RawValue.ToArray());

        await using var consumer = new InMemoryAlertConsumer<TestAlert>([bad]);
        await foreach (var message in consumer.ReadAllAsync(TestAlert.Select(a => a.Id), Stop)) Assert.Same(error, message.Error);
        Assert.True(bad.IsCompleted);
    }
}
