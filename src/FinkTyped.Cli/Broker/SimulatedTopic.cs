using FinkTyped.Kafka;
using FinkTyped.Simulation;

namespace FinkTyped.Cli.Broker;

/// <summary>A topic of the embedded broker that simulated alerts go to.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Format">How its messages hold alerts.</param>
/// <param name="About">A few words on it.</param>
internal sealed record SimulatedTopic(string Name, WireFormat Format, string About)
{
    // A partition of the embedded broker that is full drops its oldest batch for each new one. A client that asks where the oldest alert is and then
    // fetches it has to do so before the next batch comes: at many alerts a second they are put into few large ones, or it might never succeed.
    private const double FastRate = 2;
    private const int FastLinger = 500;
    private const int FastBatch = 4 << 20;

    /// <summary>The topics of a survey, one in each format that is in use.</summary>
    public static IReadOnlyList<SimulatedTopic> Of(string survey) => survey == "ztf"
        ?
        [
            new("fink_simulated_ztf", WireFormat.SchemaInKey, "Fink's livestream: the schema is the key"),
            new("ftransfer_ztf_simulated", WireFormat.SchemaTopic, "a data transfer: the schema is in ftransfer_ztf_simulated_schema"),
            new("ztf_simulated_native", WireFormat.Container, "as ZTF's own: each value is an Avro container"),
        ]
        :
        [
            new("fink_simulated_lsst", WireFormat.SchemaInKey, "Fink's livestream: the schema is the key"),
            new("ftransfer_lsst_simulated", WireFormat.SchemaTopic, "a data transfer: the schema is in ftransfer_lsst_simulated_schema"),
            new("lsst_simulated_native", WireFormat.Confluent, "framed as Rubin's own: a schema id before the datum"),
        ];

    /// <summary>Makes the topic, and that of its schema where there is one.</summary>
    public void Create(EmbeddedBroker broker)
    {
        broker.CreateTopic(Name);
        if (new WireEncoder(Format, Name).SchemaTopicName is { } schemas) broker.CreateTopic(schemas);
    }

    /// <summary>Publishes alerts to the topic at a rate until the end.</summary>
    public async Task RunAsync<T>(EmbeddedBroker broker, AlertSimulator<T> simulator, double rate, BrokerFault fault, CancellationToken stop) where T : class, IAvroRecord<T>
    {
        var wire = new WireEncoder(Format, Name);
        if (wire.SchemaTopicName is { } schemas)
        {
            await using var announcing = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = schemas });
            var (schemaKey, dummy) = WireEncoder.SchemaMessage(T.Schema);
            await announcing.SendAsync(schemaKey, dummy, stop).ConfigureAwait(false);
            await announcing.FlushAsync(stop).ConfigureAwait(false);
        }

        await using var replay = new AlertReplay(new AlertReplayOptions
        {
            BootstrapServers = broker.BootstrapServers,
            Topic = Name,
            Rate = rate,
            ConfigureKafka = rate < FastRate ? null : config => (config.LingerMs, config.BatchSize) = (FastLinger, FastBatch),
        });
        var count = 0;
        foreach (var datum in simulator.EnumerateDatums(int.MaxValue))
        {
            count++;
            var (key, value) = wire.Encode(T.Schema, count % fault.MalformedEvery == 0 ? datum.AsMemory(0, datum.Length / 2) : datum);
            await replay.SendAsync(key, value, stop).ConfigureAwait(false);
            if (count % fault.DuplicateEvery == 0) await replay.SendAsync(key, value, stop).ConfigureAwait(false);
        }
    }
}
