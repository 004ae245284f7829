using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Tests.Testing;
using FinkTyped.Ztf;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Cutouts of alerts, damaged: an image, or the one exception there is for it.</summary>
internal sealed class Cutouts() : FuzzKind("cutouts")
{
    private static readonly List<byte[]> Files = [.. FuzzAlerts.All.SelectMany(Of).Where(f => f.Length > 0)];

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        if (Files.Count == 0) return;
        var file = Files[random.Next(Files.Count)];
        if (file is [0x1F, 0x8B, ..] && random.Next(2) == 0) file = Unzip(file);
        for (var i = 0; i < 50; i++)
        {
            // Half of the damage in the headers, where the text is.
            var damaged = damage.Of(file, random.Next(2) == 0 ? at => at < 2880 : null);
            round.Begin(damaged);
            if (damaged.Length < 1 << 20) Check(round, damaged);
        }
    }

    private static void Check(FuzzRound round, byte[] damaged) => EveryWay.Try("cutout", round.Memory.AtEnd(damaged), fits =>
    {
        try
        {
            foreach (var image in CutoutImage.ReadAll(fits))
            {
                Assert.Equal(image.Width * image.Height, image.Pixels.Length);
                Assert.NotNull(image.TopDown());
                _ = (image.Name, image.Unit, image.NorthAngle);
            }

            round.Count(isAccepted: true);
        }
        catch (FitsException)
        {
            round.Count(isAccepted: false);
        }

        return null;
    });

    private static IEnumerable<byte[]> Of(FuzzAlerts survey)
    {
        var datum = survey.Datums[0];
        if (survey.Schema.Equals(ZtfAlert.Schema))
        {
            var alert = AlertDecoder<ZtfAlert>.For(survey.Schema).Decode(datum);
            return [alert.CutoutScience.StampData.GetValueOrDefault().ToArray(), alert.CutoutTemplate.StampData.GetValueOrDefault().ToArray()];
        }

        if (!survey.Schema.Equals(LsstAlert.Schema)) return [];
        var lsst = AlertDecoder<LsstAlert>.For(survey.Schema).Decode(datum);
        return [lsst.CutoutScience.GetValueOrDefault().ToArray(), lsst.CutoutDifference.GetValueOrDefault().ToArray()];
    }

    private static byte[] Unzip(byte[] packed)
    {
        using var plain = new MemoryStream();
        using var zip = new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        zip.CopyTo(plain);
        return plain.ToArray();
    }
}
