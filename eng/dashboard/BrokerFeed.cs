using System.Diagnostics;
using System.Text.Json;
using FinkTyped.Kafka;

namespace FinkTyped.DashboardRun;

/// <summary>Sends alerts to an embedded broker, which <c>fink dashboard</c> looks at. The broker is stopped and started a third and two thirds through the run.</summary>
internal sealed class BrokerFeed : IFeed
{
    private const int BrokerId = 1;

    // Of each partition the embedded broker keeps the last 5 MB, a fraction of a second of LSST's alerts: enough of them that nothing is gone
    // before a slow machine has seen it.
    private const int Partitions = 256;
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(15);

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Partitions = Partitions });
    private readonly List<(AlertReplay Replay, AvroSchema Schema, byte[] Datum)> _alerts;
    private readonly AlertReplay[] _replays;
    private Task _disturbance = Task.CompletedTask;
    private int _sent;

    private BrokerFeed(string root)
    {
        foreach (var topic in SimulatedAlerts.Topics) _broker.CreateTopic(topic);
        _replays = [.. SimulatedAlerts.Topics.Select(t => new AlertReplay(new AlertReplayOptions { BootstrapServers = _broker.BootstrapServers, Topic = t }))];
        _alerts = [.. SimulatedAlerts.Make(240).Select(a => (_replays[Array.IndexOf(SimulatedAlerts.Topics, a.Topic)], a.Schema, a.Datum))];
        var fink = Path.Combine(root, "src", "FinkTyped.Cli", "bin", "Release", "net10.0", "fink.dll");
        var topics = SimulatedAlerts.Topics.SelectMany(t => new[] { "--topic", t });
        Server = Process.Start(new ProcessStartInfo("dotnet", [fink, "dashboard", "--listen", "127.0.0.1:0", "--bootstrap", _broker.BootstrapServers, "--start-at", "earliest", .. topics]) { RedirectStandardOutput = true })!;
        Address = new Uri(Server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("fink dashboard did not start"));
    }

    public Uri Address { get; }

    public Process Server { get; }

    public int Disturbances { get; private set; }

    public static Task<BrokerFeed> StartAsync(string root) => Task.FromResult(new BrokerFeed(root));

    public async Task SendAsync()
    {
        var (replay, schema, datum) = _alerts[_sent++ % _alerts.Count];
        await replay.SendAsync(schema, datum);
    }

    public Task DisturbAsync(double part)
    {
        if (_disturbance.IsCompleted && part >= (Disturbances + 1) / 3.0 && part < 0.9)
        {
            Disturbances++;
            _disturbance = StopAndStartAsync();
        }

        return Task.CompletedTask;
    }

    public async Task<(long Delivered, long Shown)> CompleteAsync()
    {
        await _disturbance;
        foreach (var replay in _replays) await replay.FlushAsync();
        var delivered = _replays.Sum(r => r.Delivered);
        using var client = new HttpClient();
        var (shown, patience) = (-1L, 0);
        while (shown < delivered && patience < 20)
        {
            var now = await TotalAsync(client);
            patience = now > shown ? 0 : patience + 1;
            shown = now;
            await Task.Delay(500);
        }

        return (delivered, shown);
    }

    public async ValueTask DisposeAsync()
    {
        Server.Kill();
        await Server.WaitForExitAsync();
        Server.Dispose();
        foreach (var replay in _replays) await replay.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private async Task StopAndStartAsync()
    {
        _broker.SetDown(BrokerId);
        await Task.Delay(Down);
        _broker.SetUp(BrokerId);
    }

    // What the page is told first.
    private async Task<long> TotalAsync(HttpClient client)
    {
        using var events = new StreamReader(await client.GetStreamAsync(new Uri(Address, "events")));
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonElement.Parse(line["data: ".Length..]).GetProperty("total").GetInt64();
        }

        return 0;
    }
}
