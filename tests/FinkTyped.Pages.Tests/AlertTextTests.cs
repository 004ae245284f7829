namespace FinkTyped.Pages.Tests;

public sealed class AlertTextTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void Light_curve_and_cutouts_fit_the_terminal(int width)
    {
        foreach (var datum in new[] { SampleAlerts.Ztf(), SampleAlerts.Lsst(), SampleAlerts.SolarSystem() })
        {
            var lines = Text(datum, width, colours: false).Split('\n');
            var drawn = lines.Where(l => l.Contains('│') || l.Contains('└') || l.IndexOfAny(['░', '▒', '▓', '█']) >= 0).ToList();

            Assert.Contains(lines, l => l.Any(c => c is > '\u2800' and <= '\u28FF'));
            Assert.Contains(lines, l => l.IndexOfAny(['▒', '▓', '█']) >= 0);
            Assert.All(drawn, l => Assert.InRange(l.TrimEnd().Length, 1, width));
        }
    }

    [Fact]
    public void Colours_are_there_where_they_are_asked_for()
    {
        Assert.DoesNotContain('\u001b', Text(SampleAlerts.Ztf(), 100, colours: false));
        Assert.Contains("\u001b[38;2;", Text(SampleAlerts.Ztf(), 100, colours: true), StringComparison.Ordinal);
        Assert.Contains("▀", Text(SampleAlerts.Ztf(), 100, colours: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_an_alert_drives_the_terminal()
    {
        const string Hostile = "\u001b]0;x\u0007\u202e";
        var text = Text(SampleAlerts.Ztf(a => a with { ObjectId = Hostile, Finkclass = Hostile }), 100, colours: false)
            + Text(SampleAlerts.Lsst(a => a with { PrvDiaSources = [a.DiaSource with { Band = Hostile }] }), 100, colours: false);

        Assert.DoesNotContain(text, c => PrintableText.IsControl(c) && c != '\n');
    }

    private static string Text(AlertDatum datum, int width, bool colours)
    {
        using var output = new StringWriter { NewLine = "\n" };
        AlertText.Write(output, datum, width, colours);
        return output.ToString();
    }
}
