using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Astronomy;

/// <summary>The words of <see cref="ISurveyAlert"/> for alerts of each survey, and for those that are still encoded, to be used in queries.</summary>
public static class AlertWords
{
    extension(ISurveyAlert alert)
    {
        /// <summary>What the alert is about: the names of object and source, and where to read more.</summary>
        public AlertIdentity Identity => alert.Identity;
    }

    /// <summary>When the source was seen: the start of the exposure; null where the alert has no time.</summary>
    public static AstroTime? ObservedAt(this ZtfAlert.View alert) => AstroTime.TryFromJulianDateUtc(alert.Candidate.Jd, out var time) ? time : null;

    /// <summary>When the source was seen: the middle of the visit; null where the alert has no time.</summary>
    public static AstroTime? ObservedAt(this LsstAlert.View alert) => AstroTime.TryFromMjdTai(alert.DiaSource.MidpointMjdTai, out var time) ? time : null;

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public static SkyPosition? Position(this ZtfAlert.View alert) => Of(alert.Candidate.Ra, alert.Candidate.Dec);

    /// <summary>Where the source was seen; null where the alert does not say.</summary>
    public static SkyPosition? Position(this LsstAlert.View alert) => Of(alert.DiaSource.Ra, alert.DiaSource.Dec);

    private static SkyPosition? Of(double? ra, double? dec) => ra is { } longitude && dec is { } latitude ? new SkyPosition(longitude, latitude) : null;
}
