using FinkTyped.Astronomy;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Tests.Ztf;

public sealed class ZtfCutoutTests
{
    private static readonly List<ZtfAlert> Alerts = [.. SimulatedAlerts.Ztf.Take(150)];

    [Fact]
    public void Cutouts_are_compressed_FITS_images_of_one_unit() => Assert.All(Alerts.SelectMany(Cutouts), cutout =>
    {
        var image = Assert.Single(CutoutImage.ReadAll(cutout.StampData!.Value.Span));

        Assert.Equal(63, image.Width);
        Assert.InRange(image.Height, 50, 63);
        Assert.Equal("DN", image.Unit);
    });

    [Fact]
    public void File_names_hold_the_candidate_s_id() => Assert.All(Alerts, alert =>
    {
        Assert.Equal($"candid{alert.Candid}_pid{alert.Candidate.Pid}_targ_sci.fits.gz", alert.CutoutScience.FileName);
        Assert.Equal($"candid{alert.Candid}_ref.fits.gz", alert.CutoutTemplate.FileName);
        Assert.EndsWith(alert.Candidate.Isdiffpos == "t" ? "_scimref.fits.gz" : "_refmsci.fits.gz", alert.CutoutDifference.FileName);
    });

    [Fact]
    public void Some_images_have_pixels_without_value_and_some_are_cut_off()
    {
        var images = Alerts.Select(a => CutoutImage.Read(a.CutoutScience.StampData!.Value.Span)).ToList();

        Assert.InRange(images.Count(i => HasNaN(i)) / (double)images.Count, 0.1, 0.4);
        Assert.Contains(images, i => i.Height < 63);
    }

    [Fact]
    public void Pixels_without_value_are_the_same_in_all_three() => Assert.All(Alerts, alert =>
    {
        var masks = Cutouts(alert).Select(c => CutoutImage.Read(c.StampData!.Value.Span).Pixels.ToArray().Select(float.IsNaN).ToArray()).ToList();

        Assert.Equal(masks[0], masks[1]);
        Assert.Equal(masks[0], masks[2]);
    });

    [Fact]
    public void Difference_images_show_the_flux_of_the_candidate_bright_whatever_its_sign()
    {
        var ratios = new List<double>();
        foreach (var alert in Alerts.Where(a => a.Candidate.Sigmapsf < 0.06))
        {
            var image = CutoutImage.Read(alert.CutoutDifference.StampData!.Value.Span);
            var flux = Math.Pow(10, 0.4 * (alert.Candidate.Magzpsci!.Value - alert.Candidate.Magpsf!.Value));
            double sum = 0;
            for (var row = Math.Max(0, image.Height - 37); row < Math.Min(image.Height, image.Height - 25); row++)
            {
                for (var column = 25; column < 38; column++) sum += float.IsNaN(image[column, row]) ? 0 : image[column, row];
            }

            ratios.Add(sum / flux);
        }

        Assert.InRange(SimulatedAlerts.Median(ratios), 0.85, 1.15);
        Assert.Contains(Alerts, a => a.Candidate is { Sigmapsf: < 0.06f, Isdiffpos: "f" });
    }

    [Fact]
    public void Compressed_cutouts_are_as_long_as_real_ones()
    {
        Assert.InRange(SimulatedAlerts.Median(Alerts.Select(a => (double)a.CutoutScience.StampData!.Value.Length)), 12_500, 13_800);
        Assert.InRange(SimulatedAlerts.Median(Alerts.Select(a => (double)a.CutoutTemplate.StampData!.Value.Length)), 11_700, 13_000);
        Assert.InRange(SimulatedAlerts.Median(Alerts.Select(a => (double)a.CutoutDifference.StampData!.Value.Length)), 14_500, 15_200);
    }

    private static IEnumerable<Cutout> Cutouts(ZtfAlert alert) => [alert.CutoutScience, alert.CutoutTemplate, alert.CutoutDifference];

    private static bool HasNaN(CutoutImage image) => image.Pixels.ContainsAny(float.NaN, float.NegativeInfinity);
}
