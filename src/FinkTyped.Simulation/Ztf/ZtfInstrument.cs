namespace FinkTyped.Simulation.Ztf;

/// <summary>The quadrant of ZTF's camera.</summary>
internal static class ZtfInstrument
{
    /// <summary>In pixels.</summary>
    public const double Width = 3072;

    /// <inheritdoc cref="Width"/>
    public const double Height = 3080;

    /// <summary>Seconds of arc per pixel.</summary>
    public const double PixelScale = 1.012;

    /// <summary>The side of a cutout, in pixels.</summary>
    public const int CutoutSize = 63;

    /// <summary>Electrons per count.</summary>
    public const double Gain = 6.2;

    public static double DistanceToEdge(double x, double y) => Math.Min(Math.Min(x, Width - x), Math.Min(y, Height - y));
}
