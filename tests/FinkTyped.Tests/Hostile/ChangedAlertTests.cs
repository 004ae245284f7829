using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Real alerts with single and several bytes changed, 20,000 of each survey.</summary>
public class ChangedAlertTests
{
    private const int Changes = 20_000;

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void An_alert_with_changed_bytes_is_decoded_or_refused(string name, int alerts)
    {
        var random = new Random(alerts);
        var datums = SharedAlerts.Datums(name);
        var schema = datums[0].WriterSchema;
        var isTelling = datums.ConvertAll(d => Telling.Of(schema, d.Datum.Span));
        using var memory = new GuardedMemory(datums.Max(d => d.Datum.Length) + 128);
        var ways = new QuickWays((AvroRecordSchema)schema, memory, random, oneIn: 40);
        var damage = new Damage(random);
        for (var i = 0; i < Changes; i++)
        {
            var alert = random.Next(alerts);
            // Half of the places are anywhere, cutouts included.
            ways.Check(damage.Of(datums[alert].Datum.Span, random.Next(2) == 0 ? isTelling[alert] : null));
        }

        Assert.Equal(Changes, ways.Counts.Accepted + ways.Counts.Refused);
        Assert.InRange(ways.Counts.Accepted, 1000, Changes - 1000);
    }
}
