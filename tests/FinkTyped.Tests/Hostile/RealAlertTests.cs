using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>
/// Real alerts cut short and changed, read in every way. A sample: <c>eng/fuzz.sh</c> goes through all places and goes on.
/// </summary>
public class RealAlertTests
{
    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void An_alert_cut_short_is_refused_in_every_way(string name, int alerts)
    {
        var random = new Random(alerts);
        var datum = SharedAlerts.Datums(name)[random.Next(alerts)];
        using var memory = new GuardedMemory(datum.Datum.Length);
        var ways = new EveryWay(datum.WriterSchema, (AvroRecordSchema)datum.WriterSchema, SchemaResolution.Default, memory, random);
        var length = datum.Datum.Length;
        var ends = Enumerable.Range(0, 20).Select(_ => random.Next(length))
            .Concat(Enumerable.Range(0, 30).Select(_ => random.Next(Math.Min(length, 1024))))
            .Concat(Enumerable.Range(0, 30).Select(_ => length - 1 - random.Next(Math.Min(length, 1024))));
        foreach (var end in ends) ways.Check(datum.Datum.Span[..end]);
        Assert.Equal((0, 80), ways.Counts);
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void An_alert_with_changed_bytes_is_read_alike_in_every_way(string name, int alerts)
    {
        var random = new Random(alerts);
        var datum = SharedAlerts.Datums(name)[random.Next(alerts)];
        using var memory = new GuardedMemory(datum.Datum.Length + 128);
        var ways = new EveryWay(datum.WriterSchema, (AvroRecordSchema)datum.WriterSchema, SchemaResolution.Default, memory, random);
        var isTelling = Telling.Of(datum.WriterSchema, datum.Datum.Span);
        var damage = new Damage(random);
        ways.Check(datum.Datum.Span);
        for (var i = 0; i < 60; i++) ways.Check(damage.Of(datum.Datum.Span, isTelling));
        Assert.InRange(ways.Counts.Accepted, 1, 60);
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void An_alert_with_changed_bytes_is_resolved_alike_in_every_way(string name, int alerts)
    {
        var random = new Random(alerts);
        var datum = SharedAlerts.Datums(name)[random.Next(alerts)];
        using var memory = new GuardedMemory(datum.Datum.Length + 128);
        var isTelling = Telling.Of(datum.WriterSchema, datum.Datum.Span);
        var damage = new Damage(random);
        for (var i = 0; i < 3; i++)
        {
            var pair = RandomPair.Near(datum.WriterSchema, random, SchemaResolution.Default);
            var ways = new EveryWay(pair.Writer, pair.Reader, SchemaResolution.Default, memory, random);
            ways.Check(datum.Datum.Span);
            for (var n = 0; n < 5; n++) ways.Check(damage.Of(datum.Datum.Span, isTelling));
        }
    }
}
