using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FinkTyped.Fuzz;

/// <summary>What a run is asked for.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How long it goes on; the places that are all gone through are gone through in any case.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>What chance begins with: the same seed makes the same rounds.</summary>
    public long Seed { get; init; } = Random.Shared.NextInt64(1_000_000_000);

    /// <summary>How many rounds run at a time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The kinds to run; null for all.</summary>
    public string[]? Only { get; init; }

    /// <summary>The one round to run; null for all.</summary>
    public long? Round { get; init; }

    public static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzOptions? options)
    {
        options = null;
        if (args.Length % 2 == 0 || !double.TryParse(args[0], CultureInfo.InvariantCulture, out var minutes)) return false;
        var read = new FuzzOptions { Time = TimeSpan.FromMinutes(minutes) };
        for (var i = 1; i < args.Length; i += 2)
        {
            var parts = args[i + 1].Split('/');
            var isNumber = long.TryParse(parts[^1], CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--seed" when isNumber:
                    read = read with { Seed = number };
                    break;
                case "--threads" when isNumber && number is > 0 and < 1000:
                    read = read with { Threads = (int)number };
                    break;
                case "--only":
                    read = read with { Only = parts[0].Split(',') };
                    break;
                case "--round" when isNumber && parts.Length == 2:
                    read = read with { Only = [parts[0]], Round = number, Threads = 1 };
                    break;
                default:
                    return false;
            }
        }

        options = read;
        return true;
    }
}
