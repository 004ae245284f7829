// Tests of the sample beside this one, without a server: its handler with an alert in its hands, and the service as a whole on a broker of the test's own.
using System.Diagnostics.Metrics;
using FinkTyped;
using FinkTyped.Extensions.Hosting;
using FinkTyped.Kafka;
using FinkTyped.Simulation;
using FinkTyped.Ztf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

public sealed class CandidateHandlerTests
{
    private const string Topic = "fink_test_ztf";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(18.4f, 1)]
    [InlineData(18.6f, 0)]
    public async Task A_bright_alert_is_counted(float magnitude, int expected)
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var bright = new BrightAlerts(meters);
        var simulated = new ZtfSimulator(seed: 1).Next();
        var alert = simulated with { Candidate = simulated.Candidate with { Magpsf = magnitude } };

        await new CandidateHandler(NullLogger<CandidateHandler>.Instance, meters).HandleAsync(new AlertMessage<ZtfAlert>(alert), Stop);

        Assert.Equal(expected, bright.Count);
    }

    [Fact]
    public async Task The_service_handles_a_stream_with_a_message_that_nobody_can_read_and_a_server_that_goes_away()
    {
        ZtfAlert[] alerts = [.. new ZtfSimulator(seed: 2).Enumerate(40)];
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic, partitions: 2);
        await using (var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = Topic }))
        {
            await replay.PublishAsync(alerts, Stop);
            await replay.SendAsync(ZtfAlert.Schema, new byte[] { 1, 2, 3 }, Stop);
            await replay.FlushAsync(Stop);
        }

        using var host = ServiceOf(broker);
        using var bright = new BrightAlerts(host.Services.GetRequiredService<IMeterFactory>());
        await host.StartAsync(Stop);
        broker.SetDown(1);
        await Task.Delay(500, Stop);
        broker.SetUp(1);
        await host.WaitForShutdownAsync(Stop);

        // At least once: what was in hand when the server went may have been handled twice.
        Assert.InRange(bright.Count, alerts.Count(alert => alert.Candidate.Magpsf < 18.5f), 2 * alerts.Length);
    }

    [Fact]
    public async Task Alerts_that_were_saved_are_handled_as_they_came()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "night.avro");
        ZtfAlert[] alerts = [.. new ZtfSimulator(seed: 3).Enumerate(20)];
        using (var file = AlertFileWriter.Create<ZtfAlert>(path))
            foreach (var alert in alerts) file.Append(alert);
        await using var broker = EmbeddedBroker.Start();
        broker.CreateTopic(Topic);
        await using (var replay = new AlertReplay(new AlertReplayOptions { BootstrapServers = broker.BootstrapServers, Topic = Topic }))
            await replay.PublishAsync(AlertFile.ReadDatums(path), Stop);

        using var host = ServiceOf(broker);
        using var bright = new BrightAlerts(host.Services.GetRequiredService<IMeterFactory>());
        await host.RunAsync(Stop);

        Assert.Equal(alerts.Count(alert => alert.Candidate.Magpsf < 18.5f), bright.Count);
    }

    // What the program adds, but for where its alerts come from: adding the same handler again changes its options.
    private static IHost ServiceOf(EmbeddedBroker broker)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAlertConsumer<ZtfAlert, CandidateHandler>(options =>
        {
            options.BootstrapServers = broker.BootstrapServers;
            options.GroupId = "test";
            options.Topics = [Topic];
            options.DeadLetters = null;
            options.StopHostAtEnd = true;
            options.ConfigureConsumer = consumer => consumer with { ConfigureKafka = EmbeddedBroker.Configure };
        });
        return builder.Build();
    }

    private sealed class BrightAlerts : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public BrightAlerts(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "samples.bright_alerts" && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
