using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>How well the zero point of an exposure is known.</summary>
internal readonly record struct ZtfCalibration(float ZeroPointError, float ZeroPointScatter, float ColourTerm, float ColourTermError)
{
    private static readonly float[] UsualColourTerm = [0, -0.062f, 0.088f, 0.19f];

    public static ZtfCalibration Of(SimulationRandom random, ZtfVisit visit)
    {
        var worse = Math.Pow(10, 0.8 * visit.Extinction);
        return new ZtfCalibration(
            (float)random.LogNormal(4e-6 * worse, 2.2),
            (float)random.LogNormal(0.026 * Math.Pow(worse, 0.35), 1.35),
            UsualColourTerm[visit.Band.ZtfFid()] + (float)random.Gaussian(0, 0.02),
            (float)random.LogNormal(1.1e-5 * worse, 2));
    }
}
