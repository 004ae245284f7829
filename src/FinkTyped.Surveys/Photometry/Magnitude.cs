namespace FinkTyped.Astronomy;

/// <summary>An AB magnitude.</summary>
/// <param name="Value">In mag; smaller is brighter.</param>
/// <param name="Error">1-sigma uncertainty in mag; NaN where unknown.</param>
public readonly record struct Magnitude(double Value, double Error)
{
    /// <summary>The flux density.</summary>
    public Flux Flux => Photometry.ToFlux(this);
}
