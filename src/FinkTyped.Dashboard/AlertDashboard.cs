using System.Buffers;
using FinkTyped.Astronomy;
using FinkTyped.Dashboard.Live;
using FinkTyped.Kafka;

namespace FinkTyped.Dashboard;

/// <summary>
/// What a stream's live page shows: tell it each alert with <see cref="Show(string, EncodedAlert)"/>, and serve it with
/// <see cref="DashboardEndpoints.MapAlertDashboard"/>. Telling takes microseconds, never waits, and keeps no more than the options allow; pictures are
/// made only for pages that are open. Safe to use from many threads.
/// </summary>
public sealed class AlertDashboard
{
    private static readonly AlertGlance Unknown = new() { Identity = new AlertIdentity { Survey = "", ObjectId = "alert" } };

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly LiveCounts _counts;
    private readonly KeptAlerts _kept;
    private DashboardConsumer? _stream;
    private long _last;
    private int _openPages;

    /// <summary>A dashboard that nothing was told yet.</summary>
    public AlertDashboard(AlertDashboardOptions? options = null) : this(options, TimeProvider.System)
    {
    }

    internal AlertDashboard(AlertDashboardOptions? options, TimeProvider time)
    {
        Options = options ?? new AlertDashboardOptions();
        _time = time;
        _counts = new LiveCounts(time);
        _kept = new KeptAlerts(Options.KeptAlerts, Options.KeptBytes);
    }

    /// <summary>What is kept and who may look.</summary>
    public AlertDashboardOptions Options { get; }

    /// <summary>
    /// Shows an encoded alert. Its bytes are kept as they are, not copied. One that is malformed where it is looked at counts as not decodable.
    /// </summary>
    /// <param name="topic">Where it came from.</param>
    /// <param name="alert">The alert.</param>
    public void Show(string topic, EncodedAlert alert)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(alert);
        AlertGlance? glance;
        try
        {
            // An alert of no known survey has a name only.
            if (!AlertGlance.TryOf(alert.WriterSchema, alert.Datum.Span, out glance)) glance = Unknown;
        }
        catch (AvroException e)
        {
            ShowError(topic, e.Message);
            return;
        }

        lock (_lock)
        {
            var place = new AlertPlace(topic, 0, ++_last);
            var shown = new ShownAlert(_last, topic, _time.GetUtcNow(), glance, new AlertDatum(alert.WriterSchema, alert.Datum, place));
            _counts.Count(shown);
            _kept.Add(shown);
        }
    }

    /// <summary>Shows a decoded alert. It is encoded again, which costs more than <see cref="Show(string, EncodedAlert)"/>: tens of microseconds.</summary>
    /// <param name="topic">Where it came from.</param>
    /// <param name="alert">The alert.</param>
    public void Show<T>(string topic, T alert) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(alert);
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        Show(topic, new EncodedAlert(T.Schema, bytes.WrittenMemory));
    }

    /// <summary>Counts a message that could not be decoded.</summary>
    public void ShowError(string topic, string reason)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(reason);
        lock (_lock) _counts.CountError(topic, reason);
    }

    /// <summary>Says how the consumer stands: group, partitions, lag.</summary>
    public void ShowStream(DashboardConsumer stream)
    {
        lock (_lock) _stream = stream;
    }

    /// <summary>How the stream stands now.</summary>
    public DashboardSnapshot Snapshot()
    {
        lock (_lock) return _counts.Take(_stream);
    }

    /// <summary>The names and one-line summaries of the latest alerts, the newest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(string Topic, string Line)> Latest(int most) => [.. Newest(most).Select(a => (a.Topic, Line(a)))];

    /// <summary>What was seen of the latest alerts at a glance, the newest first; an alert of no known survey has a name only.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AlertGlance> LatestGlances(int most) => [.. Newest(most).Select(a => a.Glance)];

    /// <summary>How many pages are told the news now.</summary>
    internal int OpenPages => Volatile.Read(ref _openPages);

    internal void Opened() => Interlocked.Increment(ref _openPages);

    internal void Closed() => Interlocked.Decrement(ref _openPages);

    internal ShownAlert? Find(long id)
    {
        lock (_lock) return _kept.Find(id);
    }

    internal (List<ShownAlert> Alerts, long Last) Since(long id)
    {
        lock (_lock) return (_kept.Since(id), _last);
    }

    private List<ShownAlert> Newest(int most)
    {
        List<ShownAlert> alerts;
        lock (_lock) alerts = _kept.Since(_last - most);
        alerts.Reverse();
        return alerts;
    }

    private static string Line(ShownAlert shown)
    {
        try
        {
            return SurveyAlert.TryDecode(shown.Datum.WriterSchema, shown.Datum.Datum.Span, out var alert) ? alert.ToString()! : shown.Glance.Identity.Name;
        }
        catch (AvroException e)
        {
            return e.Message;
        }
    }
}
