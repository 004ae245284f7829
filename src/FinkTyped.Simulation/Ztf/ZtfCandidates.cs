using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Ztf;

/// <summary>The <c>candidate</c> of an alert: the detection, its exposure, and what catalogues have near by.</summary>
internal static class ZtfCandidates
{
    public const string RbVersion = "t17_f5_c3";

    /// <summary>ZTF's own text for a value that is not there.</summary>
    private const float Missing = -999;

    public static Candidate Of(
        SimulationRandom random, Source source, ZtfDetection detection, ZtfReference reference, IReadOnlyList<ZtfDetection> history)
    {
        var visit = detection.Visit;
        var calibration = ZtfCalibration.Of(random, visit);
        var first = history.Count > 0 ? history[0].Visit.Jd : visit.Jd;
        var older = source.Kind != SourceKind.Asteroid && history.Count > 0 && first < visit.Jd - 25;
        var candidate = new Candidate
        {
            Jd = visit.Jd,
            Fid = visit.Band.ZtfFid(),
            Pid = visit.Pid,
            Diffmaglim = (float)visit.LimitingMagnitude,
            Pdiffimfilename = visit.FileName(archived: false),
            Programpi = visit.ProgramPi,
            Programid = 1,
            Candid = detection.Candid,
            Isdiffpos = detection.Positive ? "t" : "f",
            Tblid = detection.TableId,
            Nid = visit.Nid,
            Rcid = visit.Rcid,
            Field = visit.Field,
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
            Ssdistnr = detection.SolarSystem?.Distance ?? Missing,
            Ssmagnr = detection.SolarSystem?.Magnitude ?? Missing,
            Ssnamenr = detection.SolarSystem?.Name ?? "null",
            Sumrat = detection.Sumrat,
            Magapbig = detection.Magapbig,
            Sigmagapbig = detection.Sigmagapbig,
            Ranr = reference.Position.Ra,
            Decnr = reference.Position.Dec,
            Ndethist = history.Count + 1 + (older ? random.Integer(1, 40) : 0),
            Ncovhist = (int)random.LogNormal(1900, 1.5),
            Jdstarthist = older ? first - random.Exponential(30) : first,
            Jdendhist = visit.Jd,
            Scorr = detection.Scorr,
            Tooflag = 0,
            Rbversion = RbVersion,
            Exptime = 30,
            Drb = (float)(source.Kind == SourceKind.SubtractionArtefact
                ? 1 - Math.Min(0.4, random.Exponential(0.09))
                : 1 - Math.Min(0.3, random.LogNormal(0.002, 8))),
            Drbversion = "d6_m7",
        };
        candidate = WithReferenceImage(random, candidate, visit, calibration);
        return WithNeighbours(random, candidate, reference);
    }

    private static Candidate WithReferenceImage(SimulationRandom random, Candidate candidate, ZtfVisit visit, ZtfCalibration calibration)
    {
        var start = 2458150 + random.Uniform(0, 90);
        var significance = random.LogNormal(7, 1.6);
        var inScience = (float)(significance * random.Uniform(1.1, 2.4));
        return candidate with
        {
            Rfid = visit.Field * 1_000_000L + 120_000 + visit.Band.ZtfFid() * 100 + visit.Rcid,
            Jdstartref = Math.Round(start, 6),
            Jdendref = Math.Round(start + random.LogNormal(160, 1.6), 6),
            Nframesref = random.Chance(0.55) ? 15 : random.Integer(16, 44),
            Dsnrms = (float)significance,
            Ssnrms = inScience,
            Dsdiff = (float)significance - inScience,
            Magzpsci = (float)visit.ZeroPoint,
            Magzpsciunc = calibration.ZeroPointError,
            Magzpscirms = calibration.ZeroPointScatter,
            Nmatches = random.Integer(370, 2200),
            Clrcoeff = calibration.ColourTerm,
            Clrcounc = calibration.ColourTermError,
            Zpclrcov = -calibration.ColourTermError,
            Zpmed = (float)Math.Round(visit.ZeroPoint + random.Gaussian(0, 0.05), 3),
            Clrmed = (float)Math.Round(random.Uniform(0.44, 0.85), 3),
            Clrrms = (float)Math.Round(random.Uniform(0.12, 0.33), 6),
        };
    }

    private static Candidate WithNeighbours(SimulationRandom random, Candidate candidate, ZtfReference reference)
    {
        var first = new Neighbour(random, reference.Light, reference.Extended, (double)candidate.Distnr!, present: true);
        var second = Neighbour.Next(random, first);
        var third = Neighbour.Next(random, second);
        var bright = random.Chance(0.5);
        return candidate with
        {
            Objectidps1 = first.Id,
            Sgmag1 = first.G,
            Srmag1 = first.R,
            Simag1 = first.I,
            Szmag1 = first.Z,
            Sgscore1 = first.StarScore,
            Distpsnr1 = first.Distance,
            Objectidps2 = second.Id,
            Sgmag2 = second.G,
            Srmag2 = second.R,
            Simag2 = second.I,
            Szmag2 = second.Z,
            Sgscore2 = second.StarScore,
            Distpsnr2 = second.Distance,
            Objectidps3 = third.Id,
            Sgmag3 = third.G,
            Srmag3 = third.R,
            Simag3 = third.I,
            Szmag3 = third.Z,
            Sgscore3 = third.StarScore,
            Distpsnr3 = third.Distance,
            Nmtchps = (int)Math.Max(1, random.LogNormal(12, 1.9)),
            Neargaia = reference.Extended ? (float)random.Uniform(5, 80) : candidate.Distnr * 1.05f,
            Maggaia = (float)(reference.Extended ? random.Uniform(16, 20.5) : reference.Light.RMagnitude + random.Gaussian(0.1, 0.1)),
            Neargaiabright = bright ? (float)random.Uniform(20, 89) : Missing,
            Maggaiabright = bright ? (float)random.Uniform(9.8, 13.9) : Missing,
        };
    }

    /// <summary>A source of the Pan-STARRS catalogue within half a minute of arc.</summary>
    private readonly struct Neighbour
    {
        private readonly bool _present;

        public Neighbour(SimulationRandom random, Spectrum light, bool extended, double distance, bool present)
        {
            _present = present;
            Distance = present ? (float)distance : Missing;
            Id = present ? (long)(random.Uniform(8.3e16, 1.5e17)) : (long)Missing;
            StarScore = present ? (float)Math.Round(Math.Clamp(extended ? random.Exponential(0.05) : 1 - random.Exponential(0.08), 0, 1) * 2400) / 2400 : Missing;
            G = Magnitude(random, light, Band.G);
            R = Magnitude(random, light, Band.R);
            I = Magnitude(random, light, Band.I);
            Z = Magnitude(random, light, Band.Z);
        }

        public float Distance { get; }

        public long Id { get; }

        public float StarScore { get; }

        public float G { get; }

        public float R { get; }

        public float I { get; }

        public float Z { get; }

        public static Neighbour Next(SimulationRandom random, Neighbour closer) => new(
            random, new Spectrum(random.Uniform(17, 22.3), random.Uniform(0.2, 1.3)), random.Chance(0.4),
            closer.Distance + random.Uniform(1, 9), closer._present && random.Chance(0.94));

        // Faint sources have no value in some bands.
        private float Magnitude(SimulationRandom random, Spectrum light, Band band)
        {
            var magnitude = light.Magnitude(band);
            var faint = magnitude > 21.3 ? 0.8 : 0.06;
            return _present && !random.Chance(faint) ? (float)Math.Round(magnitude, 4) : Missing;
        }
    }
}
