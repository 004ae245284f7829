#:package FinkTyped.Kafka@0.1.0
#:package FinkTyped.Surveys@0.1.0

// Follows a topic of LSST and prints the bright alerts: dotnet run follow.cs SERVERS [TOPIC] [COUNT] [GROUP]
using FinkTyped.Kafka;
using FinkTyped.Lsst;

var count = args.Length > 2 ? int.Parse(args[2]) : int.MaxValue;
await using var consumer = new AlertConsumer<LsstAlert>(new AlertConsumerOptions
{
    BootstrapServers = args[0],
    GroupId = args.Length > 3 ? args[3] : "samples_follow",
    Topics = [args.Length > 1 ? args[1] : "fink_simulated_lsst"],
    WaitForTopics = true,
});

var bright = LsstAlert
    .Where(alert => alert.DiaSource.Snr > 5)
    .Select(alert => (alert.DiaSource.DiaSourceId, alert.DiaSource.PsfFlux, Band: alert.DiaSource.Band.ToString()));

await foreach (var message in consumer.ReadAllAsync(bright))
{
    var (id, flux, band) = message.Alert;
    Console.WriteLine($"{id} {band} {flux:F0} nJy");
    if (--count <= 0) break;
}
