namespace FinkTyped.Astronomy;

/// <summary>How a point of a light curve came about.</summary>
public enum LightCurvePointKind
{
    /// <summary>A source was detected on the difference image, brighter or fainter than the reference.</summary>
    Detection,

    /// <summary>Nothing was detected; only <see cref="LightCurvePoint.LimitingMagnitude"/> is known. ZTF only.</summary>
    UpperLimit,

    /// <summary>The flux was measured at a known position, whether anything stood out there or not. LSST only.</summary>
    Forced,
}
