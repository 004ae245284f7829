namespace FinkTyped.Astronomy;

/// <summary>A flux density; negative where a difference image got fainter.</summary>
/// <param name="Value">In nJy.</param>
/// <param name="Error">1-sigma uncertainty in nJy; NaN where unknown.</param>
public readonly record struct Flux(double Value, double Error)
{
    /// <summary>Value over error.</summary>
    public double SignalToNoise => Value / Error;

    /// <summary>The AB magnitude; null for a flux that is not positive, which has none.</summary>
    public Magnitude? Magnitude => Photometry.ToMagnitude(this);
}
