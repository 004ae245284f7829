using FinkTyped.Astronomy;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>
/// When and how deep ZTF looked at a field in the month before: g, r and often i once a night, some fields less often, a few in two
/// overlapping tiles; whole nights are lost to weather, for all fields alike, and the Moon takes depth.
/// </summary>
internal sealed class ZtfCadence(ulong seed)
{
    /// <summary>How far back an alert's history goes, in days.</summary>
    public const double HistoryDays = 30;

    private const double LostNights = 0.28;
    private const double MoonMonth = 29.53;
    private const double NewMoonMjd = 61089.5;
    private const double HoursPerNight = 9.2;

    /// <summary>The middle of Palomar's night, as a fraction of the UTC day.</summary>
    private const double MidNight = 0.33;

    private static readonly double[] DarkLimit = [0, 20.55, 20.45, 19.8];
    private static readonly double[] ClearZeroPoint = [0, 26.28, 26.22, 25.6];

    /// <summary>How a field is looked at.</summary>
    private enum Plan
    {
        Sparse,
        TwoBands,
        ThreeBands,
        Overlapping,
    }

    public bool IsLost(int night) => SimulationRandom.Hash(seed, night) < LostNights;

    /// <summary>A new exposure at the time.</summary>
    public static ZtfVisit Visit(SimulationRandom random, double mjd, Band band, int field, int rcid)
    {
        var extinction = random.Chance(0.62) ? random.Exponential(0.05) : random.Exponential(0.55);
        var moon = 0.5 + 0.5 * Math.Cos(2 * Math.PI * ((mjd - NewMoonMjd) / MoonMonth + 0.5));
        var fwhm = Math.Clamp(random.LogNormal(2.0, 1.25), 1.15, 5.5);
        var limit = DarkLimit[band.ZtfFid()] - extinction * 1.3 - 0.75 * moon * random.Uniform(0.6, 1.3)
            - 1.2 * Math.Log10(fwhm / 2.0) + random.Gaussian(0, 0.12);
        return new ZtfVisit
        {
            Jd = Math.Round((mjd + AstroTime.JulianDateOfMjdZero) * 1e7) / 1e7,
            Band = band,
            Field = field,
            Rcid = rcid,
            ProgramPi = random.Chance(0.05) ? "Prince" : "Kasliwal/Graham",
            Fwhm = fwhm,
            LimitingMagnitude = Math.Max(14.5, limit),
            ZeroPoint = ClearZeroPoint[band.ZtfFid()] - extinction * 1.2 + random.Gaussian(0, 0.04),
            Extinction = extinction,
        };
    }

    /// <summary>The exposures of the thirty days before a visit, in order of time, the visit itself not among them.</summary>
    public List<ZtfVisit> Before(SimulationRandom random, ZtfVisit visit)
    {
        var plan = (Plan)random.Weighted([0.29, 0.18, 0.48, 0.05]);
        var hours = random.Uniform(0.25, 1) * HoursPerNight / 24;
        var visits = new List<ZtfVisit>();
        var lastNight = (int)Math.Floor(visit.Mjd);
        for (var night = lastNight - (int)HistoryDays; night <= lastNight; night++)
        {
            if (IsLost(night) || (plan == Plan.Sparse && random.Chance(0.45))) continue;
            foreach (var band in new[] { Band.G, Band.R, Band.I })
            {
                if (random.NextDouble() >= Share(plan, band)) continue;
                var mjd = night + MidNight + random.Uniform(-0.5, 0.5) * hours;
                var count = random.Chance(plan == Plan.Overlapping ? 0.7 : 0.02) ? 2 : 1;
                for (var i = 0; i < count; i++)
                {
                    var other = Visit(random, mjd + i * random.Uniform(0.0006, 0.02), band, visit.Field, visit.Rcid);
                    if (other.Jd < visit.Jd - 0.0004 && other.Jd > visit.Jd - HistoryDays) visits.Add(other);
                }
            }
        }

        visits.Sort((a, b) => a.Jd.CompareTo(b.Jd));
        return visits;
    }

    private static double Share(Plan plan, Band band) => (plan, band) switch
    {
        (Plan.Sparse, Band.I) => 0.1,
        (Plan.Sparse, _) => 0.72,
        (Plan.TwoBands, Band.I) => 0.3,
        (Plan.TwoBands, _) => 0.72,
        (_, Band.I) => 0.68,
        _ => 0.9,
    };
}
