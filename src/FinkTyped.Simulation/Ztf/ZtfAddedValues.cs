using System.Globalization;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation.Ztf;

/// <summary>What Fink adds to a ZTF alert: cross-matches, scores, rates, and its own times and versions.</summary>
internal static class ZtfAddedValues
{
    private const string NotFound = "nan";
    private const string Unknown = "Unknown";
    private const string None = "None";

    public static ZtfAlert AddTo(
        ZtfAlert alert, SimulationRandom random, Source source, ZtfDetection now, IReadOnlyList<ZtfVisit> visits, List<ZtfDetection> history)
    {
        alert = WithTimes(alert, random, now);
        alert = WithCrossMatches(alert, random, source);
        alert = WithScores(alert, random, source, history);
        alert = WithRates(alert, random, now, visits, history);
        var found = history.Append(now).ToList();
        return alert with
        {
            LcFeaturesG = ZtfFeatures.Of(Band.G, [.. visits, now.Visit], found),
            LcFeaturesR = ZtfFeatures.Of(Band.R, [.. visits, now.Visit], found),
        };
    }

    private static ZtfAlert WithTimes(ZtfAlert alert, SimulationRandom random, ZtfDetection now)
    {
        // Broker times are those of ingestion in batches: minutes to hours after the exposure.
        var observed = now.Visit.Mjd;
        var ingested = observed + random.Uniform(0.012, 0.06);
        var started = ingested + random.Uniform(60, 140) / 86400;
        var date = SurveyTime.ToUtc(observed);
        return alert with
        {
            BrokerIngestTimestamp = SurveyTime.BrokerText(ingested),
            BrokerStartProcessTimestamp = SurveyTime.BrokerText(started),
            BrokerEndProcessTimestamp = SurveyTime.BrokerText(started + random.Uniform(50, 140) / 86400),
            Timestamp = SurveyTime.BrokerText(observed),
            FinkBrokerVersion = "4.1",
            FinkScienceVersion = "8.41.0",
            Year = date.Year,
            Month = date.Month,
            Day = date.Day,
        };
    }

    private static ZtfAlert WithCrossMatches(ZtfAlert alert, SimulationRandom random, Source source)
    {
        var star = source.Kind is not (SourceKind.Supernova or SourceKind.Asteroid) && random.Chance(0.9);
        var missing = random.Chance(0.03);
        var unreachable = random.Chance(0.03);
        var supernova = source as Supernova;
        var reported = supernova is not null && random.Chance(0.4) ? (supernova.CoreCollapse ? "SN II" : "SN Ia") : "";
        var gaiaName = $"Gaia DR3 {random.Integer(100_000_000, 660_000_000)}{random.Integer(1_000_000_000, 1_999_999_999)}";
        var simbad = Simbad(random, source);
        return alert with
        {
            Cdsxmatch = simbad,
            Tns = reported,
            DR3Name = star ? gaiaName : NotFound,
            Plx = missing ? null : star ? (float)Math.Round(random.Gaussian(0.6, 0.8), 4) : float.NaN,
            EPlx = missing ? null : star ? (float)Math.Round(random.LogNormal(0.05, 2), 4) : float.NaN,
            GaiaVarFlag = star && source.Kind != SourceKind.SubtractionArtefact && random.Chance(0.5) ? 1 : 0,
            GaiaClass = unreachable ? "Fail 503" : random.Chance(0.03) ? Unknown : source.Kind == SourceKind.ActiveNucleus && star ? "AGN" : NotFound,
            Vsx = unreachable ? "Fail 503" : simbad == "RRLyrae" ? "RRAB" : random.Chance(0.03) ? Unknown : NotFound,
            SpicyId = -1,
            SpicyClass = Unknown,
            Gcvs = Unknown,
            X3hsp = Unknown,
            X4lac = Unknown,
            Mangrove = Mangrove(random, supernova),
            Finkclass = source switch
            {
                Asteroid => "Solar System MPC",
                Supernova => "SN candidate",
                _ => simbad,
            },
            Tnsclass = reported.Length == 0 ? Unknown : $"(TNS) {reported}",
        };
    }

    private static string Simbad(SimulationRandom random, Source source)
    {
        if (random.Chance(0.4)) return Unknown;
        return source switch
        {
            PulsatingStar { LongPeriod: true } => "LongPeriodV*",
            PulsatingStar => "RRLyrae",
            EclipsingBinary => "EclBin",
            ActiveNucleus => random.Pick<string>(["QSO", "AGN", "Seyfert_1"]),
            _ => Unknown,
        };
    }

    private static AvroMap<string?> Mangrove(SimulationRandom random, Supernova? supernova)
    {
        var near = supernova is { Redshift: < 0.06 } && random.Chance(0.7);
        var distance = near ? supernova!.Redshift * 299792.458 / 70 : 0;
        return new AvroMap<string?>(
        [
            new("HyperLEDA_name", near ? $"PGC{random.Integer(1, 999_999):000000}" : None),
            new("2MASS_name", near ? $"{random.Integer(10_000_000, 23_595_959)}+{random.Integer(1_000_000, 8_959_599)}" : None),
            new("lum_dist", near ? distance.ToString("F9", CultureInfo.InvariantCulture) : None),
            new("ang_dist", near ? (distance / Math.Pow(1 + supernova!.Redshift, 2)).ToString("R", CultureInfo.InvariantCulture) : None),
        ]);
    }

    private static ZtfAlert WithScores(ZtfAlert alert, SimulationRandom random, Source source, List<ZtfDetection> history)
    {
        var supernova = source.Kind == SourceKind.Supernova;
        var rising = supernova && history.Count is > 3 and < 20;
        var likely = Math.Clamp(random.Gaussian(supernova ? 0.68 : 0.3, 0.2), 0, 1);
        var inBothBands = history.Count(d => d.Visit.Band == Band.G) >= 3 && history.Count(d => d.Visit.Band == Band.R) >= 3;
        var anomaly = random.Gaussian(-0.0145, 0.0022);
        return alert with
        {
            Roid = source.Kind == SourceKind.Asteroid ? 3 : 0,
            RfSniaVsNonia = rising && random.Chance(0.5) ? Math.Round(random.Uniform(0.1, 0.9), 3) : 0,
            SnnSniaVsNonia = likely,
            SnnSnVsAll = history.Count < 2 ? random.LogNormal(1e-6, 50) % 1 : Math.Clamp(likely + random.Gaussian(0, 0.08), 0, 1),
            Mulens = 0,
            Nalerthist = history.Count + 1,
            RfKnVsNonkn = random.Chance(0.84) ? 0 : random.Integer(1, 8) / 30.0,
            AnomalyScore = Score(0),
            AnomalyScoreBeta = Score(-0.016),
            AnomalyScoreAnais = Score(0),
            AnomalyScoreEmille = Score(0.0005),
            AnomalyScoreJulien = Score(0),
            AnomalyScoreMaria = Score(-0.016),
            AnomalyScoreEmille30days = Score(0.0002),
            AnomalyScoreVarvara = Score(0.0003),
            BlazarStats = new AvroMap<float?>([new("m1", -1), new("m2", -1), new("m0", -1)]),
            IsTransient = source.Kind == SourceKind.Supernova && random.Chance(0.8),
            SlsnScore = rising && random.Chance(0.5) ? random.LogNormal(0.003, 5) % 1 : -1,
        };

        double? Score(double shift) => inBothBands ? anomaly + shift + random.Gaussian(0, 0.0006) : null;
    }

    private static ZtfAlert WithRates(
        ZtfAlert alert, SimulationRandom random, ZtfDetection now, IReadOnlyList<ZtfVisit> visits, List<ZtfDetection> history)
    {
        var first = history.Count > 0 ? history[0].Visit.Jd : now.Visit.Jd;
        var start = alert.Candidate.Jdstarthist ?? first;
        alert = alert with { JdFirstRealDet = first, JdstarthistDt = Math.Max(0, first - start), FromUpper = false };
        var last = visits.LastOrDefault(v => v.Band == now.Visit.Band);
        if (last is null || random.Chance(0.3)) return alert;

        var detected = history.LastOrDefault(d => d.Visit == last);
        var days = now.Visit.Jd - last.Jd;
        var before = detected?.Magpsf ?? last.LimitingMagnitude;
        var error = Math.Sqrt(Square(now.Sigmapsf) + Square(detected?.Sigmapsf ?? 0.2)) / days;
        var rate = (now.Magpsf - before) / days;
        return alert with
        {
            MagRate = rate,
            SigmaRate = error,
            LowerRate = rate - 1.645 * error,
            UpperRate = rate + 1.645 * error,
            DeltaTime = days,
            FromUpper = detected is null,
        };
    }

    private static double Square(double value) => value * value;
}
