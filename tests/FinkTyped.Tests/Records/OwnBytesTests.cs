using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests;

public class OwnBytesTests
{
    private const int Longest = 70_000;

    [Fact]
    public void Copies_of_all_lengths_and_places_hold_what_is_there_and_nothing_beyond_is_read()
    {
        var random = new Random(1);
        var bytes = new byte[Longest];
        random.NextBytes(bytes);
        using var memory = new GuardedMemory(Longest);
        foreach (var length in Lengths(random))
        {
            Assert.Equal(bytes[..length], OwnBytes.Of(memory.AtEnd(bytes.AsSpan(0, length))));
            Assert.Equal(bytes[..length], OwnBytes.Of(memory.AtStart(bytes.AsSpan(0, length))));
        }
    }

    [Fact]
    public async Task Another_thread_finds_the_bytes()
    {
        // Stores past the caches are ordered with no others, unless somebody sees to it.
        var bytes = new byte[Longest];
        byte[]? shared = null;
        var reader = Task.Run(
            () =>
            {
                for (var round = 1; round <= 2_000;)
                {
                    if (Volatile.Read(ref shared) is not { } copy)
                    {
                        Thread.Yield();
                        continue;
                    }

                    if (copy.AsSpan().ContainsAnyExcept((byte)round)) return false;
                    Volatile.Write(ref shared, null);
                    round++;
                }

                return true;
            },
            TestContext.Current.CancellationToken);
        for (var round = 1; round <= 2_000 && !reader.IsCompleted; round++)
        {
            bytes.AsSpan().Fill((byte)round);
            Volatile.Write(ref shared, OwnBytes.Of(bytes));
            while (Volatile.Read(ref shared) is not null && !reader.IsCompleted) Thread.Yield();
        }

        Assert.True(await reader);
    }

    // Where copying changes its way, one more and one less; and a few dozen places of the last vector.
    private static IEnumerable<int> Lengths(Random random) =>
        [0, 1, 31, 32, 63, 64, 4095, .. Enumerable.Range(32_700, 140), 65_536, 65_537, .. Enumerable.Range(0, 60).Select(_ => random.Next(Longest + 1))];
}
