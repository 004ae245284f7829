namespace FinkTyped.Kafka.Tests;

public sealed class AssignedPartitionTests
{
    private readonly AssignedPartition _partition = new("topic", 0);

    [Fact]
    public void Nothing_is_to_be_committed_before_a_message_is_completed()
    {
        _partition.Register(5, completed: false);
        Assert.False(_partition.TryTakeProgress(out _));
    }

    [Fact]
    public void Progress_is_the_offset_after_the_unbroken_run()
    {
        var sequences = new long[] { 10, 12, 13, 20 }.ToDictionary(offset => offset, offset => _partition.Register(offset, completed: false));
        _partition.Complete(sequences[12], 12);
        _partition.Complete(sequences[20], 20);
        Assert.False(_partition.TryTakeProgress(out _));

        _partition.Complete(sequences[10], 10);
        Assert.True(_partition.TryTakeProgress(out var next));
        Assert.Equal(13, next);
        Assert.False(_partition.TryTakeProgress(out _));

        _partition.Complete(sequences[13], 13);
        Assert.True(_partition.TryTakeProgress(out next));
        Assert.Equal(21, next);
    }

    [Fact]
    public void Messages_that_need_no_processing_move_on_only_when_those_before_them_have()
    {
        _partition.Register(0, completed: true);
        Assert.True(_partition.TryTakeProgress(out var next));
        Assert.Equal(1, next);

        var sequence = _partition.Register(1, completed: false);
        _partition.Register(2, completed: true);
        Assert.False(_partition.TryTakeProgress(out _));
        _partition.Complete(sequence, 1);
        Assert.True(_partition.TryTakeProgress(out next));
        Assert.Equal(3, next);
    }

    [Fact]
    public void Completing_twice_or_for_another_message_does_nothing()
    {
        var first = _partition.Register(0, completed: false);
        var second = _partition.Register(1, completed: false);
        _partition.Complete(first, 0);
        _partition.Complete(first, 0);
        _partition.Complete(second, 0);
        Assert.True(_partition.TryTakeProgress(out var next));
        Assert.Equal(1, next);
    }

    [Fact]
    public void After_a_rewind_the_same_messages_are_registered_again()
    {
        var first = _partition.Register(0, completed: false);
        _partition.Register(1, completed: false);
        _partition.Register(2, completed: true);
        _partition.Rewind(1, []);
        Assert.Equal(1, _partition.Position);
        var again = _partition.Register(1, completed: false);
        _partition.Complete(first, 0);
        _partition.Complete(again, 1);
        Assert.True(_partition.TryTakeProgress(out var next));
        Assert.Equal(2, next);
    }

    [Fact]
    public void Many_messages_complete_in_any_order()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var partition = new AssignedPartition("topic", 0);
            var offsets = Enumerable.Range(0, 1000).Select(i => 3L * i).ToArray();
            var sequences = offsets.Select(offset => partition.Register(offset, completed: false)).ToArray();
            var order = Enumerable.Range(0, offsets.Length).ToArray();
            random.Shuffle(order);
            var done = new bool[offsets.Length];
            foreach (var i in order)
            {
                partition.Complete(sequences[i], offsets[i]);
                done[i] = true;
                var run = Array.IndexOf(done, false);
                if (partition.TryTakeProgress(out var next)) Assert.Equal(offsets[(run < 0 ? done.Length : run) - 1] + 1, next);
            }

            Assert.Equal(-1, Array.IndexOf(done, false));
        }
    }
}
