using FinkTyped.Astronomy;

namespace FinkTyped.Dashboard.Live;

/// <summary>An alert that came: where from, what it says, and its bytes as long as they are kept.</summary>
internal sealed class ShownAlert(long id, string topic, DateTimeOffset at, AlertGlance glance, AlertDatum datum)
{
    private byte[]? _card;

    /// <summary>Counts up from 1 as alerts come.</summary>
    public long Id => id;

    public string Topic => topic;

    /// <summary>When it came.</summary>
    public DateTimeOffset At => at;

    /// <summary>What was seen of it at a glance.</summary>
    public AlertGlance Glance => glance;

    /// <summary>What it is taken for.</summary>
    public string Class => glance.Class ?? "unclassified";

    public AlertDatum Datum => datum;

    /// <summary>The card as JSON, made once whoever asks.</summary>
    public byte[] Card() => _card ??= AlertCard.ToJson(this);
}
