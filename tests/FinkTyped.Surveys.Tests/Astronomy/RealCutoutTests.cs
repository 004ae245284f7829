using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Lsst;
using FinkTyped.Tests;
using FinkTyped.Ztf;

namespace FinkTyped.Surveys.Tests;

public class RealCutoutTests
{
    [Fact]
    public void Cutouts_of_ZTF_are_images_of_63_pixels_but_for_those_at_the_edge()
    {
        var alerts = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf);
        foreach (var alert in alerts)
        {
            foreach (var cutout in new[] { alert.CutoutScience, alert.CutoutTemplate, alert.CutoutDifference })
            {
                var image = CutoutImage.Read(cutout.StampData!.Value.Span);

                Assert.Equal((63, "DN", null), (image.Width, image.Unit, image.NorthAngle));
                Assert.Equal(alert.Candidate.Mindtoedge < 30 ? 58 : 63, image.Height);
            }
        }
    }

    [Fact]
    public void The_source_of_ZTF_is_bright_in_the_middle_of_the_difference()
    {
        Assert.All(
            SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf),
            alert => Assert.True(MiddleOf(CutoutImage.Read(alert.CutoutDifference.StampData!.Value.Span)) > 0, alert.ObjectId));
    }

    [Fact]
    public void Pixels_of_ZTF_are_as_another_program_reads_them()
    {
        // Sums, corners and counts by a few lines of Python's struct.unpack, on the first alert and on one with pixels missing.
        var alerts = SharedAlerts.Read<ZtfAlert>(SharedAlerts.Ztf);
        var whole = CutoutImage.Read(alerts[0].CutoutDifference.StampData!.Value.Span);
        var partial = CutoutImage.Read(alerts[20].CutoutDifference.StampData!.Value.Span);

        Assert.Equal(8831.07528827642, Sum(whole), 1e-9);
        Assert.Equal(-23.480999f, whole[0, 0]);
        Assert.Equal(1.6061331f, whole[62, 62]);
        Assert.Equal(82249.94734024443, Sum(partial), 1e-9);
        Assert.Equal(693, partial.Pixels.ToArray().Count(float.IsNaN));
    }

    [Fact]
    public void Cutouts_of_LSST_are_an_image_its_uncertainty_and_the_PSF()
    {
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst))
        {
            foreach (var cutout in new[] { alert.CutoutScience, alert.CutoutTemplate, alert.CutoutDifference })
            {
                var images = CutoutImage.ReadAll(cutout!.Value.Span);

                Assert.Equal([null, "UNCERT", "PSFIMAGE"], images.Select(i => i.Name));
                Assert.Equal((30, 30, "nJy"), (images[0].Width, images[0].Height, images[0].Unit));
                Assert.True(images[1].Pixels.ToArray().All(p => p > 0 || float.IsNaN(p)));
                Assert.Equal(1, Sum(images[2]), 0.01);
            }
        }
    }

    [Fact]
    public void The_difference_of_LSST_has_the_sign_of_the_detection() => Assert.All(
        SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst),
        alert => Assert.Equal(alert.DiaSource.IsNegative, MiddleOf(CutoutImage.Read(alert.CutoutDifference!.Value.Span)) < 0));

    [Fact]
    public void North_in_a_cutout_of_LSST_is_where_the_camera_was_turned_to()
    {
        foreach (var alert in SharedAlerts.Read<LsstAlert>(SharedAlerts.Lsst))
        {
            var image = CutoutImage.Read(alert.CutoutScience!.Value.Span);
            var rotation = double.Parse(image.Card("ROTPA")!, CultureInfo.InvariantCulture);

            Assert.Equal(0, Math.IEEERemainder(image.NorthAngle!.Value + rotation, 360), 2.0);
        }
    }

    private static double Sum(CutoutImage image) => image.Pixels.ToArray().Where(p => !float.IsNaN(p)).Sum(p => (double)p);

    private static double MiddleOf(CutoutImage image)
    {
        var sum = 0.0;
        for (var row = -1; row <= 1; row++)
        {
            for (var column = -1; column <= 1; column++) sum += image[(image.Width / 2) + column, (image.Height / 2) + row];
        }

        return sum;
    }
}
