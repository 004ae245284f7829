// A service that handles each alert of a topic. Its health is at /health, for a container's probes; its numbers are the meter FinkTyped.Kafka and
// one of its own, which dotnet-counters and OpenTelemetry read.
using System.Diagnostics.Metrics;
using FinkTyped.Extensions.Hosting;
using FinkTyped.Kafka;
using FinkTyped.Ztf;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAlertConsumer<ZtfAlert, CandidateHandler>(builder.Configuration.GetSection("Fink"));
builder.Services.AddHealthChecks().AddCheck<AlertConsumerHealthCheck<ZtfAlert, CandidateHandler>>("alerts");

var app = builder.Build();
app.MapHealthChecks("/health");
app.Run();

/// <summary>What is done with an alert. Delivery is at least once, so doing it twice must do no harm.</summary>
internal sealed partial class CandidateHandler(ILogger<CandidateHandler> log, IMeterFactory meters) : IAlertHandler<ZtfAlert>
{
    private readonly Counter<long> _bright = meters.Create("Samples.Worker").CreateCounter<long>("samples.bright_alerts");

    public Task HandleAsync(AlertMessage<ZtfAlert> message, CancellationToken cancellationToken)
    {
        var alert = message.Alert;
        if (alert.Candidate.Magpsf < 18.5f) _bright.Add(1);
        LogAlert(log, alert.ObjectId, alert.Candidate.Magpsf);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "{ObjectId} at magnitude {Magnitude}")]
    private static partial void LogAlert(ILogger log, string? objectId, float? magnitude);
}
