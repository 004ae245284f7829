namespace FinkTyped.Simulation.Sources;

/// <summary>What an alert is about.</summary>
internal enum SourceKind
{
    Supernova,
    PulsatingStar,
    EclipsingBinary,
    ActiveNucleus,
    SubtractionArtefact,
    Asteroid,
}

/// <summary>
/// Something whose brightness changes. Its light curve is a function of time without state, so that any cadence can sample it, in any
/// order.
/// </summary>
internal abstract class Source
{
    public abstract SourceKind Kind { get; }

    /// <summary>The galaxy it lies in; null for none.</summary>
    public virtual HostGalaxy? Host => null;

    /// <summary>What is at its own place in the template image, in nJy, its host not counted.</summary>
    public abstract double TemplateFlux(Band band);

    /// <summary>By how much it is brighter than in the template, in nJy; negative when it is fainter.</summary>
    /// <param name="band">The passband.</param>
    /// <param name="mjd">The time, a modified Julian date.</param>
    public abstract double FluxChange(Band band, double mjd);
}

/// <summary>A galaxy under a source: an exponential disc.</summary>
/// <param name="Light">Its whole light.</param>
/// <param name="Radius">The scale length, in seconds of arc.</param>
/// <param name="EastOffset">How far its centre lies east of the source, in seconds of arc.</param>
/// <param name="NorthOffset">How far north.</param>
/// <param name="AxisRatio">Minor to major axis.</param>
/// <param name="Angle">The angle of the major axis, in radians.</param>
/// <param name="Redshift">The redshift.</param>
internal sealed record HostGalaxy(
    Spectrum Light, double Radius, double EastOffset, double NorthOffset, double AxisRatio, double Angle, double Redshift)
{
    /// <summary>The distance of its centre from the source, in seconds of arc.</summary>
    public double Distance => Math.Sqrt(EastOffset * EastOffset + NorthOffset * NorthOffset);
}
