using System.Diagnostics.CodeAnalysis;
using FinkTyped.Lsst;
using FinkTyped.Rubin;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>The words of <see cref="ISurveyAlert"/> for alerts of each survey, and for those that are still encoded, to be used in queries.</summary>
[SuppressMessage("Naming", "CA1708", Justification = "The analyzer takes several extension blocks of a class for names that differ by case.")]
public static class AlertWords
{
    // Fink's flag for an object that the Minor Planet Center knows.
    private const int KnownMinorPlanet = 3;

    extension(ISurveyAlert alert)
    {
        /// <summary>What the alert is about: the names of object and source, and where to read more.</summary>
        public AlertIdentity Identity => alert.Identity;
    }

    extension(ZtfAlert.View alert)
    {
        /// <summary>What the alert is about: the names of object and source, and where to read more.</summary>
        public AlertIdentity Identity => OfZtf(
            alert.ObjectId.ToStringOrNull(), alert.Candid ?? alert.Candidate.Candid, alert.Roid, alert.Roid == KnownMinorPlanet ? alert.Candidate.Ssnamenr.ToStringOrNull() : null);
    }

    extension(LsstAlert.View alert)
    {
        /// <summary>What the alert is about: the names of object and source, and where to read more.</summary>
        public AlertIdentity Identity => OfLsst(
            alert.DiaObject.DiaObjectId, alert.DiaSourceId ?? alert.DiaSource.DiaSourceId,
            Sentinels.Text(alert.MpcOrbits.Designation) ?? Sentinels.Text(alert.SsSource.Designation));
    }

    extension(RubinAlert.View alert)
    {
        /// <summary>What the alert is about: the names of object and source, and where to read more.</summary>
        public AlertIdentity Identity => OfLsst(
            alert.DiaObject.IsNull ? null : alert.DiaObject.DiaObjectId, alert.DiaSourceId,
            (alert.MpcOrbits.IsNull ? null : Sentinels.Text(alert.MpcOrbits.Designation)) ?? (alert.SsSource.IsNull ? null : Sentinels.Text(alert.SsSource.Designation)));
    }

    /// <summary>When the source was seen: the start of the exposure; null where the alert has no time.</summary>
    public static AstroTime? ObservedAt(this ZtfAlert.View alert) => AstroTime.TryFromJulianDateUtc(alert.Candidate.Jd, out var time) ? time : null;

    /// <summary>When the source was seen: the middle of the visit; null where the alert has no time.</summary>
    public static AstroTime? ObservedAt(this LsstAlert.View alert) => AstroTime.TryFromMjdTai(alert.DiaSource.MidpointMjdTai, out var time) ? time : null;

    /// <summary>When the source was seen: the middle of the visit; null where that is no time.</summary>
    public static AstroTime? ObservedAt(this RubinAlert.View alert) => AstroTime.TryFromMjdTai(alert.DiaSource.MidpointMjdTai, out var time) ? time : null;

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public static SkyPosition? Position(this ZtfAlert.View alert) => Place(alert.Candidate.Ra, alert.Candidate.Dec);

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public static SkyPosition? Position(this LsstAlert.View alert) => Place(alert.DiaSource.Ra, alert.DiaSource.Dec);

    /// <summary>Where the source was seen.</summary>
    public static SkyPosition? Position(this RubinAlert.View alert) => Place(alert.DiaSource.Ra, alert.DiaSource.Dec);

    /// <summary>A cutout where it lies, a FITS file compressed with gzip; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Cutout(this ZtfAlert.View alert, CutoutKind kind) => kind switch
    {
        CutoutKind.Science => alert.CutoutScience.StampData,
        CutoutKind.Template => alert.CutoutTemplate.StampData,
        CutoutKind.Difference => alert.CutoutDifference.StampData,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A cutout where it lies, a FITS file of three images; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Cutout(this LsstAlert.View alert, CutoutKind kind) => kind switch
    {
        CutoutKind.Science => alert.CutoutScience,
        CutoutKind.Template => alert.CutoutTemplate,
        CutoutKind.Difference => alert.CutoutDifference,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A cutout where it lies, a FITS file of three images; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Cutout(this RubinAlert.View alert, CutoutKind kind) => kind switch
    {
        CutoutKind.Science => alert.CutoutScience,
        CutoutKind.Template => alert.CutoutTemplate,
        CutoutKind.Difference => alert.CutoutDifference,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static AlertIdentity OfZtf(string? objectId, long? candid, int? roid, string? nearest) => new()
    {
        Survey = "ZTF",
        ObjectId = objectId,
        SourceId = candid,
        Designation = roid == KnownMinorPlanet ? Sentinels.Text(nearest) : null,
    };

    internal static AlertIdentity OfLsst(long? objectId, long? sourceId, string? designation) => new()
    {
        Survey = "LSST",
        ObjectId = Sentinels.Id(objectId),
        SourceId = sourceId,
        Designation = designation,
    };

    internal static SkyPosition? Place(double? ra, double? dec) => ra is { } longitude && dec is { } latitude ? new SkyPosition(longitude, latitude) : null;
}
