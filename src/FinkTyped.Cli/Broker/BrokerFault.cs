using System.Globalization;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Broker;

/// <summary>What a simulated server does wrong, to see how a client bears it.</summary>
internal sealed record BrokerFault
{
    /// <summary>How a fault is written on the command line.</summary>
    public const string Format = "slow=MS|down=SECONDS|malformed=N|duplicate=N";

    /// <summary>How long each answer is delayed.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>After how long the server goes away, for a few seconds, again and again; null for never.</summary>
    public TimeSpan? DownEvery { get; init; }

    /// <summary>Each so manieth message disagrees with its schema; null for none.</summary>
    public int? MalformedEvery { get; init; }

    /// <summary>Each so manieth message comes twice; null for none.</summary>
    public int? DuplicateEvery { get; init; }

    /// <summary>Reads what follows <c>--fault</c>; null where it is none.</summary>
    public static BrokerFault? TryParse(IEnumerable<string> texts)
    {
        var fault = new BrokerFault();
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value is <= 0 or > 1e6) return null;
            switch (parts[0])
            {
                case "slow":
                    fault = fault with { Delay = TimeSpan.FromMilliseconds(value) };
                    break;
                case "down":
                    fault = fault with { DownEvery = TimeSpan.FromSeconds(value) };
                    break;
                case "malformed":
                    fault = fault with { MalformedEvery = (int)Math.Max(1, value) };
                    break;
                case "duplicate":
                    fault = fault with { DuplicateEvery = (int)Math.Max(1, value) };
                    break;
                default:
                    return null;
            }
        }

        return fault;
    }

    /// <summary>Makes the server do it until the end.</summary>
    public async Task ApplyAsync(EmbeddedBroker broker, CancellationToken stop)
    {
        if (Delay > TimeSpan.Zero) broker.SetRoundTrip(1, Delay);
        if (DownEvery is not { } interval) return;
        while (true)
        {
            await Task.Delay(interval, stop).ConfigureAwait(false);
            broker.SetDown(1);
            await Task.Delay(interval / 2 < TimeSpan.FromSeconds(5) ? interval / 2 : TimeSpan.FromSeconds(5), stop).ConfigureAwait(false);
            broker.SetUp(1);
        }
    }
}
