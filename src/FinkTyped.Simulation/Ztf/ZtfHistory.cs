using FinkTyped.Simulation.Sources;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Ztf;

/// <summary>The items of <c>prv_candidates</c>: detections, and upper limits in which all that is measured of a source is null.</summary>
internal static class ZtfHistory
{
    // What ZTF ingested in the same night still carries the sign as a digit.
    private const double SameNight = 0.5;

    public static PrvCandidate Limit(ZtfVisit visit, ZtfCalibration calibration) => new()
    {
        Jd = visit.Jd,
        Fid = visit.Band.ZtfFid(),
        Pid = visit.Pid,
        Diffmaglim = (float)visit.LimitingMagnitude,
        Pdiffimfilename = visit.FileName(archived: true),
        Programpi = visit.ProgramPi,
        Programid = 1,
        Nid = visit.Nid,
        Rcid = visit.Rcid,
        Field = visit.Field,
        Magzpsci = (float)visit.ZeroPoint,
        Magzpsciunc = calibration.ZeroPointError,
        Magzpscirms = calibration.ZeroPointScatter,
        Clrcoeff = calibration.ColourTerm,
        Clrcounc = calibration.ColourTermError,
        Rbversion = ZtfCandidates.RbVersion,
    };

    public static PrvCandidate Detection(ZtfDetection detection, ZtfCalibration calibration, ZtfReference reference, double currentJd)
    {
        var visit = detection.Visit;
        var digits = currentJd - visit.Jd < SameNight;
        return Limit(visit, calibration) with
        {
            Candid = detection.Candid,
            Isdiffpos = (digits, detection.Positive) switch { (true, true) => "1", (true, false) => "0", (false, true) => "t", _ => "f" },
            Tblid = detection.TableId,
            Xpos = detection.Xpos,
            Ypos = detection.Ypos,
            Ra = detection.Position.Ra,
            Dec = detection.Position.Dec,
            Magpsf = detection.Magpsf,
            Sigmapsf = detection.Sigmapsf,
            Chipsf = detection.Chipsf,
            Magap = detection.Magap,
            Sigmagap = detection.Sigmagap,
            Distnr = detection.Distnr,
            Magnr = reference.Magnitude(visit.Band),
            Sigmagnr = reference.Sigma(visit.Band),
            Chinr = reference.Chi,
            Sharpnr = reference.Sharpness,
            Sky = detection.Sky,
            Magdiff = detection.Magdiff,
            Fwhm = detection.Fwhm,
            Classtar = detection.Classtar,
            Mindtoedge = detection.Mindtoedge,
            Magfromlim = detection.Magfromlim,
            Seeratio = detection.Seeratio,
            Aimage = detection.Aimage,
            Bimage = detection.Bimage,
            Aimagerat = detection.Aimagerat,
            Bimagerat = detection.Bimagerat,
            Elong = detection.Elong,
            Nneg = detection.Nneg,
            Nbad = detection.Nbad,
            Rb = detection.Rb,
            Ssdistnr = detection.SolarSystem?.Distance,
            Ssmagnr = detection.SolarSystem?.Magnitude,
            Ssnamenr = detection.SolarSystem?.Name,
            Sumrat = detection.Sumrat,
            Magapbig = detection.Magapbig,
            Sigmagapbig = detection.Sigmagapbig,
            Ranr = reference.Position.Ra,
            Decnr = reference.Position.Dec,
            Scorr = detection.Scorr,
        };
    }
}
