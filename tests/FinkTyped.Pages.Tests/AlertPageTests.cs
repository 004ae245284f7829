using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinkTyped.Astronomy;

namespace FinkTyped.Pages.Tests;

public sealed partial class AlertPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u001b]0;x\u0007";

    [Fact]
    public void A_page_has_what_there_is_to_see()
    {
        var html = AlertPage.ToHtml(SampleAlerts.Lsst());
        var data = Data(html);

        Assert.Contains("<h1>", html, StringComparison.Ordinal);
        Assert.Equal(12, Matches(html, "<img "));
        Assert.Contains("<code>psfFlux</code>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"unit\">nJy</td>", html, StringComparison.Ordinal);
        Assert.NotEmpty(data.GetProperty("curve").GetProperty("points").EnumerateArray());
        Assert.NotEmpty(data.GetProperty("tables").EnumerateArray());
    }

    [Fact]
    public void Fields_have_the_words_of_their_surveys_schema()
    {
        Assert.Contains("Real-bogus score", AlertPage.ToHtml(SampleAlerts.Ztf()), StringComparison.Ordinal);
        Assert.Contains("Most probable class by CATS", AlertPage.ToHtml(SampleAlerts.Lsst()), StringComparison.Ordinal);
        Assert.Contains("Why the scheduler took the visit", AlertPage.ToHtml(SampleAlerts.Rubin()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_points_are_those_of_the_light_curve()
    {
        var datum = SampleAlerts.Lsst();
        Assert.True(SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert));
        var curve = LightCurve.Of(alert);
        var points = Data(AlertPage.ToHtml(datum)).GetProperty("curve").GetProperty("points");

        Assert.Equal(curve.Count, points.GetArrayLength());
        foreach (var (point, row) in curve.Zip(points.EnumerateArray()))
        {
            Assert.Equal(point.Time.MjdTai, row[0].GetDouble(), 1e-6);
            Assert.Equal((int)point.Kind, row[2].GetInt32());
            Assert.Equal((float)point.Difference!.Value.Value, row[3].GetSingle());
        }
    }

    [Fact]
    public void Ids_keep_all_their_digits()
    {
        var datum = SampleAlerts.Lsst(a => a with { DiaSourceId = 1234567890123456789, PrvDiaSources = [a.DiaSource with { DiaSourceId = 1234567890123456787 }] });
        var html = AlertPage.ToHtml(datum);

        Assert.Contains("1234567890123456789", html, StringComparison.Ordinal);
        Assert.Contains("\"1234567890123456787\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_an_alert_becomes_markup()
    {
        AlertDatum[] alerts =
        [
            SampleAlerts.Ztf(a => a with { ObjectId = Hostile, Finkclass = Hostile, Cdsxmatch = Hostile, Candidate = a.Candidate with { Ssnamenr = Hostile }, Roid = 3 }),
            SampleAlerts.Lsst(a => a with { MpcOrbits = a.MpcOrbits with { Designation = Hostile }, Xm = a.Xm with { TnsType = Hostile }, PrvDiaSources = [a.DiaSource with { Band = Hostile }] }),
        ];
        foreach (var alert in alerts)
        {
            var html = AlertPage.ToHtml(alert with { Place = new AlertPlace(Hostile, 0, 0) });

            Assert.Equal(2, Matches(html, "<script"));
            Assert.Equal(2, Matches(html, "</script"));
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.DoesNotContain("onerror=alert(2)>\"", html, StringComparison.Ordinal);
            Assert.Matches("^[A-Za-z0-9_-]+\\.html$", AlertPage.FileName(alert));
        }
    }

    [Fact]
    public void Only_the_pages_own_scripts_and_styles_may_run()
    {
        var html = AlertPage.ToHtml(SampleAlerts.Ztf());
        var policy = System.Net.WebUtility.HtmlDecode(Policy().Match(html).Groups[1].Value);

        Assert.StartsWith("default-src 'none'; img-src data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Style().Match(html).Groups[1].Value)}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Script().Match(html).Groups[1].Value)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<[a-z][^>]*\\son[a-z]+=", Regex.Replace(html, "<script.*?</script>", "", RegexOptions.Singleline));
    }

    [Fact]
    public void Every_real_alert_has_a_page()
    {
        foreach (var datum in SampleAlerts.Real())
        {
            var html = AlertPage.ToHtml(datum);
            Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
            Assert.NotEmpty(Data(html).EnumerateObject());
        }
    }

    [Fact]
    public void A_damaged_cutout_is_told_and_hides_nothing_else()
    {
        var html = AlertPage.ToHtml(SampleAlerts.Lsst(a => a with { CutoutTemplate = new byte[] { 0x1b, 0x5d, 1, 2 } }));

        Assert.Contains("class=\"fault\">not a readable FITS image", html, StringComparison.Ordinal);
        Assert.Equal(9, Matches(html, "<img "));
    }

    /// <summary>Finite numbers of which no sum, no axis or no JSON can be made.</summary>
    [Theory]
    [InlineData(3.4e38f, -3.4e38f)]
    [InlineData(1e30f, 1e30f)]
    [InlineData(1e-45f, 0)]
    [InlineData(float.PositiveInfinity, float.NaN)]
    public void Numbers_beyond_all_measure_break_no_page(float flux, float before)
    {
        AlertDatum[] alerts =
        [
            SampleAlerts.Lsst(a => a with { DiaSource = a.DiaSource with { PsfFlux = flux }, PrvDiaSources = [.. a.PrvDiaSources!.Select(s => s! with { PsfFlux = before })] }),
            SampleAlerts.Ztf(a => a with { Candidate = a.Candidate with { Magpsf = flux > 1 ? -700 : 700 } }),
        ];
        foreach (var datum in alerts)
        {
            Assert.EndsWith("</html>\n", AlertPage.ToHtml(datum), StringComparison.Ordinal);
            using var text = new StringWriter();
            AlertText.Write(text, datum);
            Assert.True(SurveyAlert.TryDecode(datum.WriterSchema, datum.Datum.Span, out var alert));
            Assert.NotNull(AlertPictures.LightCurvePng(alert));
        }
    }

    [Fact]
    public void Damaged_alerts_have_a_page_or_an_error()
    {
        // 10,000 and more with FINK_CORRUPTIONS; a few for every day.
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FINK_CORRUPTIONS"), out var given) ? given : 150;
        var random = new Random(7);
        AlertDatum[] samples = [SampleAlerts.Ztf(), SampleAlerts.Rubin(), SampleAlerts.Lsst(a => a with { PrvDiaSources = [.. a.PrvDiaSources?.Take(3) ?? []], PrvDiaForcedSources = [.. a.PrvDiaForcedSources?.Take(3) ?? []] })];
        var (pages, errors) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var sample = samples[round % samples.Length];
            try
            {
                var damaged = sample with { Datum = Damage(random, sample.Datum) };
                Assert.EndsWith("</html>\n", AlertPage.ToHtml(damaged), StringComparison.Ordinal);
                using var text = new StringWriter();
                AlertText.Write(text, damaged);
                if (SurveyAlert.TryDecode(damaged.WriterSchema, damaged.Datum.Span, out var alert)) AlertPictures.LightCurvePng(alert, 320, 200);
                pages++;
            }
            catch (AvroException)
            {
                errors++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{pages} pages, {errors} errors of {rounds}");
        Assert.True(pages > rounds / 20 && errors > rounds / 20, $"{pages} pages, {errors} errors");
    }

    private static byte[] Damage(Random random, ReadOnlyMemory<byte> datum)
    {
        var bytes = datum.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static JsonElement Data(string html) => JsonElement.Parse(DataElement().Match(html).Groups[1].Value);

    private static int Matches(string text, string part) => Regex.Count(text, Regex.Escape(part));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataElement();
}
