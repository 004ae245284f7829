// The latest alerts of a topic as a page. The server pushes each alert to the open pages (server-sent events); nothing else is loaded.
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FinkTyped.Extensions.Hosting;
using FinkTyped.Kafka;
using FinkTyped.Lsst;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Feed>();
builder.Services.AddAlertConsumer<LsstAlert, FeedHandler>(builder.Configuration.GetSection("Fink"));

var app = builder.Build();
app.MapGet("/", () => Results.Content(Page.Html, "text/html"));
app.MapGet("/alerts", (Feed feed, CancellationToken stop) => TypedResults.ServerSentEvents(feed.ReadAsync(stop)));
app.Run();

/// <summary>What the page shows of an alert. Ids have 64 bits, more than a number in JavaScript holds, so they are text.</summary>
internal sealed record Row(string Id, string? Band, double? Flux, double? Ra, double? Dec);

/// <summary>Hands each alert to all open pages; a page that does not keep up misses the oldest.</summary>
internal sealed class Feed
{
    private readonly ConcurrentDictionary<Channel<Row>, bool> _pages = [];
    private readonly ConcurrentQueue<Row> _latest = [];

    public void Publish(Row row)
    {
        _latest.Enqueue(row);
        if (_latest.Count > 20) _latest.TryDequeue(out _);
        foreach (var page in _pages.Keys) page.Writer.TryWrite(row);
    }

    public async IAsyncEnumerable<Row> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var page = Channel.CreateBounded<Row>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });
        foreach (var row in _latest) page.Writer.TryWrite(row);
        _pages[page] = true;
        try
        {
            await foreach (var row in page.Reader.ReadAllAsync(stop)) yield return row;
        }
        finally
        {
            _pages.TryRemove(page, out _);
        }
    }
}

internal sealed class FeedHandler(Feed feed) : IAlertHandler<LsstAlert>
{
    public Task HandleAsync(AlertMessage<LsstAlert> message, CancellationToken cancellationToken)
    {
        var source = message.Alert.DiaSource;
        feed.Publish(new Row($"{source.DiaSourceId}", source.Band, source.PsfFlux, source.Ra, source.Dec));
        return Task.CompletedTask;
    }
}

internal static class Page
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Alerts</title>
        <style>body { font: 15px system-ui; margin: 2rem } td, th { padding: .2rem 1rem; text-align: right } th { border-bottom: 1px solid }</style>
        <h1>Latest alerts</h1>
        <table><thead><tr><th>source<th>band<th>flux (nJy)<th>ra<th>dec</thead><tbody></tbody></table>
        <script>
          const rows = document.querySelector('tbody');
          new EventSource('/alerts').onmessage = event => {
            const alert = JSON.parse(event.data), row = rows.insertRow(0);
            for (const value of [alert.id, alert.band, alert.flux?.toFixed(0), alert.ra?.toFixed(4), alert.dec?.toFixed(4)])
              row.insertCell().textContent = value ?? '–';
            while (rows.rows.length > 20) rows.deleteRow(-1);
          };
        </script>
        """;
}
