using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Tests.Sky;

public sealed class SimulationRandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers_in_every_version()
    {
        var random = new SimulationRandom(42, 7);

        Assert.Equal(
            [5254290526035673218UL, 2038880593636713537UL, 13871490401457292206UL],
            new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() });
    }

    [Fact]
    public void Streams_of_one_seed_differ()
    {
        var streams = Enumerable.Range(0, 1000).Select(i => new SimulationRandom(1, (ulong)i).NextUInt64());

        Assert.Equal(1000, streams.Distinct().Count());
    }

    [Fact]
    public void Seeds_differ_in_the_same_stream() =>
        Assert.NotEqual(new SimulationRandom(1, 0).NextUInt64(), new SimulationRandom(2, 0).NextUInt64());

    [Fact]
    public void Uniform_numbers_fill_their_range()
    {
        var random = new SimulationRandom(3, 0);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.Uniform(-2, 4)).ToList();

        Assert.InRange(numbers.Min(), -2, -1.999);
        Assert.InRange(numbers.Max(), 3.999, 4);
        Assert.InRange(numbers.Average(), 0.97, 1.03);
    }

    [Fact]
    public void Gaussian_numbers_have_mean_zero_and_deviation_one()
    {
        var random = new SimulationRandom(4, 0);
        var numbers = Enumerable.Range(0, 200_000).Select(_ => random.Gaussian()).ToList();

        Assert.InRange(numbers.Average(), -0.01, 0.01);
        Assert.InRange(Math.Sqrt(numbers.Average(n => n * n)), 0.99, 1.01);
        Assert.InRange(numbers.Count(n => Math.Abs(n) > 2) / 200_000.0, 0.043, 0.048);
    }

    [Fact]
    public void Integers_include_both_ends()
    {
        var random = new SimulationRandom(5, 0);

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 1000).Select(_ => random.Integer(1, 3)).Distinct().Order());
    }

    [Fact]
    public void Weights_are_kept()
    {
        var random = new SimulationRandom(6, 0);
        var picks = Enumerable.Range(0, 100_000).Select(_ => random.Weighted([1, 0, 3])).ToList();

        Assert.DoesNotContain(1, picks);
        Assert.InRange(picks.Count(p => p == 2) / 100_000.0, 0.74, 0.76);
    }
}
