using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Simulation;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Demo;

/// <summary>Both surveys, simulated, on an embedded broker, as long as somebody looks.</summary>
internal static class SimulatedStream
{
    // Made once and sent over and over: simulating takes longer than looking.
    private const int Different = 120;

    /// <summary>The topics, which are named as Fink names them.</summary>
    public static IReadOnlyList<string> Topics { get; } = ["fink_sn_candidates_ztf", "fink_uniform_sample_lsst"];

    /// <summary>Makes the topics, and publishes so many alerts a second on them, of both surveys in turn, until it is stopped.</summary>
    public static Task PublishAsync(EmbeddedBroker broker, double rate, CancellationToken stop)
    {
        // Before anybody looks for them.
        foreach (var topic in Topics) broker.CreateTopic(topic);
        return Task.Run(() => SendAsync(broker, rate, stop), CancellationToken.None);
    }

    private static async Task SendAsync(EmbeddedBroker broker, double rate, CancellationToken stop)
    {
        await using var ztf = Replay(broker, Topics[0]);
        await using var lsst = Replay(broker, Topics[1]);
        var (stars, galaxies) = (new ZtfSimulator(), new LsstSimulator());
        var made = new List<(AlertReplay Replay, AvroSchema Schema, byte[] Datum)>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var (due, sent) = (0.0, 0L);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            for (due += rate / 10; due >= 1; due--)
            {
                if (made.Count < Different) made.Add(made.Count % 2 == 0 ? (ztf, ZtfAlert.Schema, stars.NextDatum()) : (lsst, LsstAlert.Schema, galaxies.NextDatum()));
                var (replay, schema, datum) = made[(int)(sent++ % made.Count)];
                await replay.SendAsync(schema, datum, stop).ConfigureAwait(false);
            }
        }
    }

    private static AlertReplay Replay(EmbeddedBroker broker, string topic) =>
        new(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = topic });
}
