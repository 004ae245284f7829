using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;

namespace FinkTyped.Simulation.Tests.Lsst;

public sealed class LsstCutoutTests
{
    private static readonly List<LsstAlert> Alerts = [.. SimulatedAlerts.Lsst.Take(100)];

    [Fact]
    public void Cutouts_have_an_image_its_uncertainty_and_the_point_spread() => Assert.All(Alerts, alert =>
    {
        foreach (var cutout in new[] { alert.CutoutScience, alert.CutoutTemplate, alert.CutoutDifference })
        {
            var images = CutoutImage.ReadAll(cutout!.Value.Span);

            Assert.Equal([null, "UNCERT", "PSFIMAGE"], images.Select(i => i.Name));
            Assert.Equal("nJy", images[0].Unit);
            Assert.Equal((30, 30), (images[1].Width, images[1].Height));
            Assert.Equal(1, images[2].Pixels.ToArray().Sum(p => (double)p), 1e-4);
        }
    });

    [Fact]
    public void Files_are_as_long_as_real_ones() => Assert.All(Alerts, alert =>
    {
        Assert.Equal(34_560, alert.CutoutScience!.Value.Length);
        Assert.Equal(34_560, alert.CutoutDifference!.Value.Length);
        Assert.Contains(alert.CutoutTemplate!.Value.Length, new[] { 43_200, 46_080 });
    });

    [Fact]
    public void The_aperture_flux_is_the_sum_of_the_difference_image() => Assert.All(Alerts, alert =>
    {
        var image = CutoutImage.Read(alert.CutoutDifference!.Value.Span);
        var (x, y) = (Number(image, "CRPIX1") - 1, Number(image, "CRPIX2") - 1);
        double sum = 0;
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                if ((column - x) * (column - x) + (row - y) * (row - y) <= 144) sum += image[column, row];
            }
        }

        Assert.Equal(alert.DiaSource.ApFlux!.Value, sum, 0.01 + Math.Abs(sum) * 1e-5);
    });

    [Fact]
    public void The_point_spread_fitted_to_the_difference_gives_the_alert_s_flux()
    {
        var ratios = Alerts.Where(a => a.DiaSource.Snr > 15).Select(a => FitCentred(a) / a.DiaSource.PsfFlux!.Value).ToList();

        Assert.InRange(SimulatedAlerts.Median(ratios), 0.95, 1.05);
    }

    [Fact]
    public void The_world_coordinates_are_the_source_s() => Assert.All(Alerts, alert =>
    {
        var image = CutoutImage.Read(alert.CutoutScience!.Value.Span);

        Assert.Equal(alert.DiaSource.Ra!.Value, Number(image, "CRVAL1"), 2e-4);
        Assert.Equal(alert.DiaSource.Dec!.Value, Number(image, "CRVAL2"), 1e-4);
        Assert.InRange(Number(image, "CRPIX1"), 15, 16.1);
    });

    // The fit of the middle of the point's image, moved to the nearest pixel.
    private static double FitCentred(LsstAlert alert)
    {
        var images = CutoutImage.ReadAll(alert.CutoutDifference!.Value.Span);
        int x = (int)Math.Round(Number(images[0], "CRPIX1") - 1), y = (int)Math.Round(Number(images[0], "CRPIX2") - 1);
        double sum = 0, weight = 0;
        for (var dy = -8; dy <= 8; dy++)
        {
            for (var dx = -8; dx <= 8; dx++)
            {
                var p = images[2][20 + dx, 20 + dy];
                sum += p * images[0][x + dx, y + dy] / images[1][x + dx, y + dy];
                weight += p * p / images[1][x + dx, y + dy];
            }
        }

        return sum / weight;
    }

    private static double Number(CutoutImage image, string keyword) => double.Parse(image.Card(keyword)!, CultureInfo.InvariantCulture);
}
