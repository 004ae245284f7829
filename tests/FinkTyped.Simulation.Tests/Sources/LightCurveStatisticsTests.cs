using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Tests.Sources;

public sealed class LightCurveStatisticsTests
{
    private static readonly double[] Times = [0, 1, 2, 4, 7];
    private static readonly double[] Values = [3, 5, 4, 8, 10];
    private static readonly double[] Errors = [1, 1, 1, 1, 1];

    [Fact]
    public void Five_points_have_the_textbook_s_values()
    {
        var s = new LightCurveStatistics(Times, Values, Errors);

        Assert.Equal(6, s.Mean, 12);
        Assert.Equal(6, s.WeightedMean, 12);
        Assert.Equal(5, s.Median, 12);
        Assert.Equal(3.5, s.Amplitude, 12);
        Assert.Equal(Math.Sqrt(34 / 4.0), s.StandardDeviation, 12);
        Assert.Equal(34 / 4.0, s.Chi2, 12);
        Assert.Equal(2, s.MedianAbsoluteDeviation, 12);
        Assert.Equal(5, s.PercentAmplitude, 12);
        Assert.Equal(2, s.MaximumSlope, 12);
        Assert.Equal(38.8 / 38, s.LinearTrend, 1);
        Assert.Equal(s.LinearTrend, s.LinearFitSlope, 12);
    }

    [Fact]
    public void No_point_gives_no_number()
    {
        var s = new LightCurveStatistics([], [], []);

        Assert.Equal(double.NaN, s.Mean);
        Assert.Equal(double.NaN, s.Amplitude);
        Assert.Equal(double.NaN, s.StetsonK);
    }

    [Fact]
    public void One_point_has_a_mean_but_no_deviation()
    {
        var s = new LightCurveStatistics([5], [17], [0.1]);

        Assert.Equal(17, s.Mean);
        Assert.Equal(0, s.Amplitude);
        Assert.Equal(0, s.MedianAbsoluteDeviation);
        Assert.Equal(double.NaN, s.StandardDeviation);
        Assert.Equal(double.NaN, s.LinearTrend);
    }

    [Fact]
    public void Three_points_have_a_skew_but_no_kurtosis()
    {
        var s = new LightCurveStatistics([0, 1, 2], [1, 2, 4], [1, 1, 1]);

        Assert.InRange(s.Skew, 0.9, 0.95);
        Assert.Equal(double.NaN, s.Kurtosis);
        Assert.Equal(double.NaN, s.AndersonDarlingNormal);
    }
}
