namespace FinkTyped.Astronomy;

/// <summary>The colours of a picture's shades.</summary>
public enum ImagePalette
{
    /// <summary>From black to white.</summary>
    Gray,

    /// <summary>From white to black, as on a photographic plate; good in print.</summary>
    InvertedGray,

    /// <summary>From dark violet over green to yellow, even to the eye and without red against green (van der Walt and Smith 2015).</summary>
    Viridis,
}
