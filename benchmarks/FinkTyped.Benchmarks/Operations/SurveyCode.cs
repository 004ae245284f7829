using FinkTyped.Benchmarks.Fields;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Benchmarks.Operations;

/// <summary>Where a straight-line scan ends that began at the first byte of a datum.</summary>
internal delegate nint Scan(ref byte origin);

/// <summary>What differs between the surveys: the code that names fields.</summary>
internal sealed class SurveyCode<T> where T : class, IAvroRecord<T>
{
    public required Scan Scan { get; init; }

    /// <summary>Rejects every alert by the first field of all.</summary>
    public required AlertQuery<T, T> RejectFirst { get; init; }

    /// <summary>Rejects every alert by the brightness of the detection.</summary>
    public required AlertQuery<T, T> RejectEarly { get; init; }

    /// <summary>Rejects every alert by a field past history and cutouts.</summary>
    public required AlertQuery<T, T> RejectLate { get; init; }

    /// <summary>Rejects every alert after a look at each item of its history.</summary>
    public required AlertQuery<T, T> RejectHistory { get; init; }

    /// <summary><see cref="RejectEarly"/> as a filter.</summary>
    public required string EarlyFilter { get; init; }

    /// <summary><see cref="RejectLate"/> as a filter.</summary>
    public required string LateFilter { get; init; }

    /// <summary><see cref="RejectHistory"/> as a filter.</summary>
    public required string HistoryFilter { get; init; }

    /// <summary>Four columns of the whole history into arrays that are there already; how many rows there were.</summary>
    public required AlertQuery<T, int> LightCurve { get; init; }

    /// <summary>How many history items an alert has, all of them.</summary>
    public required AlertQuery<T, int> HistoryItems { get; init; }

    /// <summary>The light curve from a record.</summary>
    public required Func<T, int> LightCurveOf { get; init; }

    public required AlertQuery<T, ulong> EveryValue { get; init; }

    public required Func<T, ulong> EveryValueOf { get; init; }

    /// <summary>The same, with the history looked at where it is kept.</summary>
    public required Func<T, ulong> EveryValueThroughViewsOf { get; init; }
}

internal static class SurveyCodes
{
    private const int MaxRows = 65_536;

    public static SurveyCode<ZtfAlert> Ztf()
    {
        var rows = new Columns(MaxRows);
        return new()
        {
            Scan = static (ref byte origin) => ZtfScan.ZtfAlert(ref origin, 0),
            RejectFirst = ZtfAlert.Where(static alert => alert.Candid == -1),
            RejectEarly = ZtfAlert.Where(static alert => alert.Candidate.Magpsf < 1),
            RejectLate = ZtfAlert.Where(static alert => alert.SlsnScore > 1e6),
            RejectHistory = ZtfAlert.Where(static alert =>
            {
                foreach (var item in alert.PrvCandidates)
                {
                    if (item.Magpsf < 1 && item.Fid == 2) return true;
                }

                return false;
            }),
            EarlyFilter = "candidate.magpsf < 1",
            LateFilter = "slsn_score > 1e6",
            HistoryFilter = "any(prv_candidates, magpsf < 1 and fid = 2)",
            LightCurve = ZtfAlert.Select(alert => rows.Fill(alert)),
            HistoryItems = ZtfAlert.Select(static alert => alert.PrvCandidates.Count),
            LightCurveOf = rows.Fill,
            EveryValue = ZtfAlert.Select(static alert => ZtfValues.Add(0, alert)),
            EveryValueOf = static alert => ZtfValues.Add(0, alert),
            EveryValueThroughViewsOf = static alert => ZtfValues.AddThroughViews(0, alert),
        };
    }

    public static SurveyCode<LsstAlert> Lsst()
    {
        var rows = new Columns(MaxRows);
        return new()
        {
            Scan = static (ref byte origin) => LsstScan.LsstAlert(ref origin, 0),
            RejectFirst = LsstAlert.Where(static alert => alert.DiaSourceId == -1),
            RejectEarly = LsstAlert.Where(static alert => alert.DiaSource.PsfFlux > 1e20f),
            RejectLate = LsstAlert.Where(static alert => alert.Clf.SnnSnVsOthersScore > 2),
            RejectHistory = LsstAlert.Where(static alert =>
            {
                foreach (var item in alert.PrvDiaSources)
                {
                    if (item.PsfFlux > 1e20f && item.Band == "r"u8) return true;
                }

                return false;
            }),
            EarlyFilter = "diaSource.psfFlux > 1e20",
            LateFilter = "clf.snnSnVsOthers_score > 2",
            HistoryFilter = "any(prvDiaSources, psfFlux > 1e20 and band = 'r')",
            LightCurve = LsstAlert.Select(alert => rows.Fill(alert)),
            HistoryItems = LsstAlert.Select(static alert => alert.PrvDiaSources.Count + alert.PrvDiaForcedSources.Count),
            LightCurveOf = rows.Fill,
            EveryValue = LsstAlert.Select(static alert => LsstValues.Add(0, alert)),
            EveryValueOf = static alert => LsstValues.Add(0, alert),
            EveryValueThroughViewsOf = static alert => LsstValues.AddThroughViews(0, alert),
        };
    }
}
