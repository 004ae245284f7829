using System.Diagnostics;
using System.Net;
using FinkTyped.Dashboard;
using FinkTyped.Kafka;

namespace FinkTyped.DashboardRun;

/// <summary>Tells a dashboard in this process, as a service of one's own does.</summary>
internal sealed class DirectFeed : IFeed
{
    private readonly AlertDashboard _dashboard = new(new AlertDashboardOptions { Title = "Alerts told by the program" });
    private readonly List<(string Topic, AvroSchema Schema, byte[] Datum)> _alerts = SimulatedAlerts.Make(240);
    private DashboardServer? _server;
    private long _sent;

    public Uri Address => _server!.Address;

    public Process Server { get; } = Process.GetCurrentProcess();

    public int Disturbances => 0;

    public static async Task<DirectFeed> StartAsync()
    {
        var feed = new DirectFeed();
        feed._server = await DashboardServer.StartAsync(feed._dashboard, new IPEndPoint(IPAddress.Loopback, 0));
        return feed;
    }

    public Task SendAsync()
    {
        var (topic, schema, datum) = _alerts[(int)(_sent++ % _alerts.Count)];
        // As fresh memory as a stream's.
        _dashboard.Show(topic, new EncodedAlert(schema, datum.ToArray()));
        return Task.CompletedTask;
    }

    public Task DisturbAsync(double part) => Task.CompletedTask;

    public Task<(long Delivered, long Shown)> CompleteAsync() => Task.FromResult((_sent, _dashboard.Snapshot().Total));

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
