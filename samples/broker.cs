#:package FinkTyped.Kafka@0.1.0
#:package FinkTyped.Simulation@0.1.0
#:property PublishAot=false

// A Kafka broker in this process, and simulated alerts of ZTF and LSST on it: a stream to develop against, without a network.
// Arguments: how many alerts a second (2), and how many of each survey in all (without end).
using FinkTyped.Kafka;
using FinkTyped.Simulation;

var rate = args.Length > 0 ? double.Parse(args[0]) : 2;
var count = args.Length > 1 ? int.Parse(args[1]) : int.MaxValue;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };

await using var broker = EmbeddedBroker.Start();
Console.WriteLine(broker.BootstrapServers);
Console.Error.WriteLine("topics fink_simulated_ztf and fink_simulated_lsst, until Ctrl-C");

AlertReplayOptions To(string topic) => new() { BootstrapServers = broker.BootstrapServers, Topic = topic, Rate = rate };
await using var ztf = new AlertReplay(To("fink_simulated_ztf"));
await using var lsst = new AlertReplay(To("fink_simulated_lsst"));
try
{
    await Task.WhenAll(
        ztf.PublishAsync(new ZtfSimulator(seed: 1).Enumerate(count), stop.Token),
        lsst.PublishAsync(new LsstSimulator(seed: 1).Enumerate(count), stop.Token));
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
    // Ctrl-C.
}
