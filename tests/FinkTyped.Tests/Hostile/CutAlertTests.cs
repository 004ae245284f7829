using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Every real alert, cut short at each byte of its first and last kilobyte and at 2,000 other places.</summary>
public class CutAlertTests
{
    private const int End = 1024;
    private const int Between = 2000;

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void An_alert_cut_short_anywhere_is_refused(string name, int alerts)
    {
        var random = new Random(alerts);
        var datums = SharedAlerts.Datums(name);
        using var memory = new GuardedMemory(datums.Max(d => d.Datum.Length));
        var ways = new QuickWays((AvroRecordSchema)datums[0].WriterSchema, memory, random, oneIn: 40);
        var expected = 0;
        foreach (var datum in datums.Select(d => d.Datum))
        {
            var ends = Math.Min(End, datum.Length);
            expected += (2 * ends) + Between;
            for (var i = 0; i < ends; i++)
            {
                ways.Check(datum.Span[..i]);
                ways.Check(datum.Span[..(datum.Length - 1 - i)]);
            }

            for (var i = 0; i < Between; i++) ways.Check(datum.Span[..random.Next(datum.Length)]);
        }

        Assert.Equal(alerts, datums.Count);
        Assert.Equal((0, expected), ways.Counts);
    }
}
