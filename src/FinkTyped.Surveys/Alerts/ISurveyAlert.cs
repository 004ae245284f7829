namespace FinkTyped.Astronomy;

/// <summary>
/// What the alerts of all surveys have: something was seen, at a time, at a place. <see cref="LightCurve.Of(ISurveyAlert)"/> and
/// <see cref="CutoutImage.Science(ISurveyAlert)"/> take any of them.
/// </summary>
public interface ISurveyAlert
{
    /// <summary>What it is about: the names of object and source, and where to read more.</summary>
    AlertIdentity Identity { get; }

    /// <summary>When the source was seen: the start of the exposure for ZTF, the middle of the visit for LSST. Null where the alert does not say.</summary>
    AstroTime? ObservedAt();

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    SkyPosition? Position();

    /// <summary>A cutout as the alert holds it, a FITS file; null where it has none. <see cref="CutoutImage.Of"/> reads it.</summary>
    ReadOnlyMemory<byte>? Cutout(CutoutKind kind);

    /// <summary>The current detection and the history, in no order; <see cref="LightCurve.Of(ISurveyAlert)"/> sorts them.</summary>
    internal void CollectPoints(ref PointCollector points);

    /// <summary>A few words and lines for people.</summary>
    internal AlertSummary Summarise();
}
