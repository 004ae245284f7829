namespace FinkTyped.Simulation.Lsst;

/// <summary>Rubin's camera.</summary>
internal static class LsstInstrument
{
    /// <summary>Seconds of arc per pixel.</summary>
    public const double PixelScale = 0.2;

    /// <summary>The side of a cutout, in pixels.</summary>
    public const int CutoutSize = 30;

    /// <summary>The side of a detector, in pixels.</summary>
    public const double DetectorSize = 4000;

    /// <summary>Detectors are numbered from 0 to 188.</summary>
    public const int LastDetector = 188;
}
