using System.Buffers;
using System.Text.Json;
using FinkTyped.Dashboard.Live;
using Microsoft.AspNetCore.Http;

namespace FinkTyped.Dashboard.Serving;

/// <summary>
/// One open page: several times a second it is told what came, as server-sent events. It asks for itself what is new since it asked last, so a
/// slow one misses alerts and delays nobody, and a closed one costs nothing.
/// </summary>
internal sealed class DashboardTab(AlertDashboard dashboard, TabFilter filter)
{
    private const int MostPlaces = 200;
    private const int FirstCards = 12;

    private readonly ArrayBufferWriter<byte> _event = new(1 << 16);
    private long _seen;

    /// <summary>Sends events until the page is closed.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(dashboard.Options.Interval);
        dashboard.Opened();
        try
        {
            var cards = FirstCards;
            do
            {
                Write(cards);
                await context.Response.BodyWriter.WriteAsync(_event.WrittenMemory, stop).ConfigureAwait(false);
                cards = dashboard.Options.CardsPerInterval;
            }
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closed.
        }
        finally
        {
            dashboard.Closed();
        }
    }

    private void Write(int mostCards)
    {
        var (alerts, last) = dashboard.Since(_seen);
        var came = last - _seen;
        _seen = last;
        alerts.RemoveAll(a => !filter.Accepts(a));
        _event.ResetWrittenCount();
        _event.Write("data: "u8);
        using (var json = new Utf8JsonWriter(_event))
        {
            json.WriteStartObject();
            json.WriteNumber("came", came);
            json.WriteNumber("matched", alerts.Count);
            if (filter.Misfit is { } misfit) json.WriteString("misfit", misfit);
            Write(json, dashboard.Snapshot());
            json.WriteStartArray("cards");
            foreach (var alert in alerts.Skip(alerts.Count - mostCards)) json.WriteRawValue(alert.Card(), skipInputValidation: true);
            json.WriteEndArray();
            json.WriteStartArray("sky");
            Places(json, alerts);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        _event.Write("\n\n"u8);
    }

    private static void Write(Utf8JsonWriter json, DashboardSnapshot now)
    {
        json.WriteNumber("total", now.Total);
        json.WriteNumber("rate", Math.Round(now.PerSecond, 1));
        json.WriteStartArray("topics");
        foreach (var topic in now.Topics)
        {
            json.WriteStartArray();
            json.WriteStringValue(topic.Name);
            json.WriteNumberValue(topic.Total);
            json.WriteNumberValue(Math.Round(topic.PerSecond, 1));
            json.WriteNumberValue(topic.Errors);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("classes");
        foreach (var (name, count) in now.Classes)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("magnitudes");
        foreach (var count in now.Magnitudes) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var error in now.Errors) json.WriteStringValue(error);
        json.WriteEndArray();
        if (now.Stream is not { } stream) return;
        json.WriteStartObject("stream");
        json.WriteString("group", stream.Group);
        json.WriteNumber("partitions", stream.Partitions);
        json.WriteNumber("lag", stream.Lag);
        json.WriteString("error", stream.LastError);
        json.WriteEndObject();
    }

    // Of many alerts some places are enough to see the sky fill.
    private static void Places(Utf8JsonWriter json, List<ShownAlert> alerts)
    {
        var every = Math.Max(1, (alerts.Count + MostPlaces - 1) / MostPlaces);
        for (var i = 0; i < alerts.Count; i += every)
        {
            if (alerts[i].Glance.Position is not { } place || !double.IsFinite(place.Ra) || !double.IsFinite(place.Dec)) continue;
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(place.Ra, 3));
            json.WriteNumberValue(Math.Round(place.Dec, 3));
            json.WriteStringValue(alerts[i].Glance.Band);
            json.WriteNumberValue(alerts[i].Id);
            json.WriteEndArray();
        }
    }
}
