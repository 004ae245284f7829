using FinkTyped.Astronomy;

namespace FinkTyped.Simulation.Sources;

/// <summary>Fluxes in nanojansky and AB magnitudes: m = 31.4 − 2.5 log10(f / nJy).</summary>
internal static class AbMagnitude
{
    public const double ZeroPoint = Photometry.ZeroPoint;

    /// <summary>2.5 / ln 10: a small relative error of a flux as an error in magnitudes.</summary>
    public const double PerRelativeError = 1.0857362047581294;

    public static double ToFlux(double magnitude) => Photometry.ToFlux(magnitude);

    public static double FromFlux(double flux) => FromCounts(flux, ZeroPoint);

    /// <summary>The counts of a magnitude in an image of the given zero point.</summary>
    public static double ToCounts(double magnitude, double zeroPoint) => Math.Pow(10, 0.4 * (zeroPoint - magnitude));

    public static double FromCounts(double counts, double zeroPoint) => zeroPoint - 2.5 * Math.Log10(counts);
}
