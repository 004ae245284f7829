using System.Buffers;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Pages;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Alerts and the cutouts in them, damaged, as pages, text and pictures: a page, or the exception there is for a malformed alert.</summary>
internal sealed class Pages() : FuzzKind("pages")
{
    private const int PerRound = 10;

    public override void Run(FuzzRound round)
    {
        var damage = new Damage(round.Random);
        for (var i = 0; i < PerRound; i++)
        {
            var survey = FuzzAlerts.All[round.Random.Next(FuzzAlerts.All.Count)];
            var datum = survey.Pick(round.Random, out var isTelling);
            var (schema, damaged) = round.Random.Next(2) == 0 && WithDamagedCutout(survey, datum, damage) is { } changed
                ? changed
                : (survey.Schema, damage.Of(datum, round.Random.Next(2) == 0 ? isTelling : null));
            round.Begin(damaged, schema);
            round.Count(IsShown(new AlertDatum(schema, damaged, new AlertPlace("fuzz.avro", 0, i))));
        }
    }

    private static bool IsShown(AlertDatum alert)
    {
        try
        {
            var html = AlertPage.ToHtml(alert);
            Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
            // The data and the script: nothing of an alert became a third.
            Assert.Equal(3, html.Split("<script").Length);
            using var text = new StringWriter();
            AlertText.Write(text, alert);
            Assert.DoesNotContain('\u001b', text.ToString());
            if (SurveyAlert.TryDecode(alert.WriterSchema, alert.Datum.Span, out var decoded)) Draw(decoded);
            return true;
        }
        catch (AvroException)
        {
            return false;
        }
    }

    private static void Draw(ISurveyAlert alert)
    {
        AlertPictures.LightCurvePng(alert, 320, 200);
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            try
            {
                CutoutImage.Of(alert, kind)?.ToPng(ImageStretch.ZScale, northUp: true);
            }
            catch (FitsException)
            {
                // The page says so.
            }
        }
    }

    private static (AvroRecordSchema Schema, byte[] Datum)? WithDamagedCutout(FuzzAlerts survey, byte[] datum, Damage damage)
    {
        // Half of a FITS file's faults are in its header.
        byte[] Broken(ReadOnlyMemory<byte>? fits) => damage.Of(fits.GetValueOrDefault().ToArray(), at => at < 2880);
        if (survey.Schema.Equals(ZtfAlert.Schema))
        {
            var alert = AlertDecoder<ZtfAlert>.For(survey.Schema).Decode(datum);
            return alert.CutoutScience.StampData is { IsEmpty: false } ? Encode(alert with { CutoutScience = alert.CutoutScience with { StampData = Broken(alert.CutoutScience.StampData) } }) : null;
        }

        if (!survey.Schema.Equals(LsstAlert.Schema)) return null;
        var lsst = AlertDecoder<LsstAlert>.For(survey.Schema).Decode(datum);
        return lsst.CutoutDifference is { IsEmpty: false } ? Encode(lsst with { CutoutDifference = Broken(lsst.CutoutDifference) }) : null;
    }

    private static (AvroRecordSchema Schema, byte[] Datum) Encode<T>(T alert) where T : class, IAvroRecord<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        alert.Write(ref writer);
        writer.Flush();
        return ((AvroRecordSchema)T.Schema, bytes.WrittenSpan.ToArray());
    }
}
