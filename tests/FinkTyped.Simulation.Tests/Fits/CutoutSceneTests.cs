using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Tests.Fits;

public sealed class CutoutSceneTests
{
    [Fact]
    public void A_point_s_image_has_unit_flux()
    {
        var psf = new Psf(5, 4, 0.3);

        Assert.Equal(1, psf.Image(41).Sum(), 12);
        Assert.Equal(psf.Image(41).Max(), psf.Image(41)[20 * 41 + 20]);
    }

    [Fact]
    public void Noise_pixels_are_the_inverse_of_the_sum_of_squares()
    {
        var psf = new Psf(5, 4, 0.3);

        Assert.Equal(1 / psf.Image(81).Sum(p => p * p), psf.NoisePixels, 0.3);
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(-3000)]
    public void The_difference_image_holds_the_change(double change)
    {
        var pulls = new List<double>();
        for (ulong seed = 0; seed < 50; seed++)
        {
            var scene = Scene(change, 20_000);
            pulls.Add((Fit(scene, seed).Flux - change) / Fit(scene, seed).Error);
        }

        Assert.InRange(pulls.Average(), -0.5, 0.5);
        Assert.InRange(Math.Sqrt(pulls.Average(p => p * p)), 0.7, 1.3);

        static PointFit Fit(CutoutScene scene, ulong seed) =>
            scene.Expose(new SimulationRandom(seed, 0)).FitPoint(scene.SciencePsf, scene.X, scene.Y);
    }

    [Fact]
    public void The_science_image_holds_template_and_change()
    {
        var images = Scene(5000, 20_000).Expose(new SimulationRandom(1, 0));

        Assert.InRange(images.Science.Sum(), 22_000, 28_000);
        Assert.InRange(images.Template.Sum(), 18_500, 21_500);
        Assert.True(images.ScienceVariance[15 * 30 + 15] > images.ScienceVariance[0]);
    }

    [Fact]
    public void Blank_pixels_are_blank_in_all_images_and_leave_the_fit_alone()
    {
        var scene = Scene(5000, 0);
        var images = scene.Expose(new SimulationRandom(2, 0));
        images.Blank(0, 0);
        images.Blank(40, 3);

        Assert.True(float.IsNaN(images.Science[0]) && float.IsNaN(images.Template[0]) && float.IsNaN(images.Difference[0]));
        Assert.InRange(images.FitPoint(scene.SciencePsf, scene.X, scene.Y).Flux, 3000, 7000);
    }

    private static CutoutScene Scene(double change, double template) => new()
    {
        Width = 30,
        Height = 30,
        X = 14.7,
        Y = 15.1,
        PixelScale = 0.2,
        SciencePsf = new Psf(6, 6, 0),
        TemplatePsf = new Psf(4.3, 4.2, 0.1),
        TemplateFlux = template,
        FluxChange = change,
        SkyVariance = 1400,
        TemplateVariance = 15,
        VariancePerFlux = 0.6,
    };
}
