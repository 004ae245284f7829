namespace FinkTyped.Simulation.Sources;

/// <summary>The brightness of a steady source in all bands: its r magnitude and its colour g − r, along the locus of common stars.</summary>
internal readonly record struct Spectrum(double RMagnitude, double GMinusR)
{
    // How far each band lies from r, in units of g − r.
    private static readonly double[] Locus = [2.3, 1.0, 0.0, -0.45, -0.7, -0.85];

    public double Magnitude(Band band) => RMagnitude + GMinusR * Locus[(int)band];

    /// <summary>In nJy.</summary>
    public double Flux(Band band) => AbMagnitude.ToFlux(Magnitude(band));
}
