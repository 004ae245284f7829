using System.Numerics;

namespace FinkTyped.Simulation.Sky;

/// <summary>
/// Random numbers that are the same in every run, on every machine and under every version of the framework: xoshiro256** (Blackman and
/// Vigna, 2018) seeded by SplitMix64. A stream is a sequence of its own, so that one alert does not depend on how many numbers the
/// one before it took.
/// </summary>
internal sealed class SimulationRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double? _spareGaussian;

    public SimulationRandom(ulong seed, ulong stream)
    {
        var state = Mix(seed) ^ Mix(stream + 0x632BE59BD9B4E019);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>From 0 (included) to 1 (excluded).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double from, double to) => from + (to - from) * NextDouble();

    /// <summary>Both ends included.</summary>
    public int Integer(int from, int to) => from + (int)(NextDouble() * (to - from + 1));

    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normal deviate of mean 0 and deviation 1 (Marsaglia's polar method).</summary>
    public double Gaussian()
    {
        if (_spareGaussian is { } spare)
        {
            _spareGaussian = null;
            return spare;
        }

        double u, v, square;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square is >= 1 or 0);

        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spareGaussian = v * scale;
        return u * scale;
    }

    public double Gaussian(double mean, double deviation) => mean + deviation * Gaussian();

    /// <summary>A deviate whose logarithm is normal; <paramref name="factor"/> is one deviation as a factor (2: half to double).</summary>
    public double LogNormal(double median, double factor) => median * Math.Exp(Math.Log(factor) * Gaussian());

    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());

    public T Pick<T>(ReadOnlySpan<T> items) => items[(int)(NextDouble() * items.Length)];

    /// <summary>The index of one of the weights, in proportion to them.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var left = NextDouble() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            if ((left -= weights[i]) < 0) return i;
        }

        return weights.Length - 1;
    }

    /// <summary>A number from 0 to 1 that depends on nothing but the two arguments.</summary>
    public static double Hash(ulong seed, double value) => (Mix(seed ^ BitConverter.DoubleToUInt64Bits(value)) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value) => SplitMix(ref value);

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
