namespace FinkTyped.Astronomy;

/// <summary>One measurement of a light curve.</summary>
public readonly record struct LightCurvePoint
{
    /// <summary>When: the start of the exposure for ZTF, the middle of the visit for LSST.</summary>
    public required AstroTime Time { get; init; }

    /// <summary>The filter: <c>u</c>, <c>g</c>, <c>r</c>, <c>i</c>, <c>z</c> or <c>y</c>.</summary>
    public required string Band { get; init; }

    /// <summary>How the point came about.</summary>
    public required LightCurvePointKind Kind { get; init; }

    /// <summary>
    /// The flux on the difference image, negative where the source is fainter than the reference; null for an upper limit.
    /// </summary>
    public Flux? Difference { get; init; }

    /// <summary>
    /// The flux on the sky, reference source included: LSST's <c>scienceFlux</c>; for ZTF the apparent flux, which is the difference where
    /// no reference source lies behind. Null for an upper limit.
    /// </summary>
    public Flux? Total { get; init; }

    /// <summary>
    /// The faintest magnitude that would have been detected at 5 sigma: ZTF's <c>diffmaglim</c>, for LSST from the error of the flux.
    /// </summary>
    public double? LimitingMagnitude { get; init; }
}
