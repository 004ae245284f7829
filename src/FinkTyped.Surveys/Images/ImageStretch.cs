namespace FinkTyped.Astronomy;

/// <summary>How the values of pixels become shades.</summary>
public enum ImageStretch
{
    /// <summary>In proportion, from the 0.5th to the 99.5th percentile.</summary>
    Linear,

    /// <summary>By the inverse hyperbolic sine, from the 0.5th percentile to the brightest pixel: shows faint and bright together.</summary>
    Asinh,

    /// <summary>In proportion, between the limits that IRAF's zscale finds: shows what is just above the noise.</summary>
    ZScale,
}
