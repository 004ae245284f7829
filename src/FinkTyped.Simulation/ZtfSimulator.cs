using FinkTyped.Astronomy;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;
using FinkTyped.Simulation.Ztf;
using FinkTyped.Ztf;

namespace FinkTyped.Simulation;

/// <summary>
/// Makes ZTF alerts as Fink sends them: supernovae, variable stars, active nuclei, asteroids and failed subtractions, with a month of
/// history and gzip'ed cutouts, in the order of their exposures from 22 March 2026 on.
/// </summary>
public sealed class ZtfSimulator : AlertSimulator<ZtfAlert>
{
    private const double FirstNight = 61121;
    private const double NightStart = 0.13;
    private const double NightEnd = 0.52;
    private const double SecondsBetweenAlerts = 38;
    private const double Detectable = 5.5;

    private readonly ZtfCadence _cadence;
    private double _mjd = FirstNight + NightStart;

    /// <summary>Starts with the first alert of a seed.</summary>
    public ZtfSimulator(long seed = 1) : base(seed) => _cadence = new ZtfCadence((ulong)seed);

    private protected override ZtfAlert Make(SimulationRandom random)
    {
        AdvanceClock(random);
        while (true)
        {
            var kind = ZtfSky.Kind(random);
            var position = ZtfSky.Position(random, _mjd, kind);
            var visit = ZtfCadence.Visit(random, _mjd, random.Chance(0.55) ? Band.G : Band.R, ZtfSky.Field(position), random.Integer(0, 63));
            var source = ZtfSky.Source(random, kind, visit, position);
            var reference = ZtfReference.Of(random, source, position);
            var observer = new ZtfObserver(random, source, position, reference.Position);
            if (Math.Abs(observer.CountsChange(visit)) < Detectable * visit.CountsError) continue;

            var (x, y) = Place(random);
            var cutouts = ZtfCutouts.Take(random, source, visit, x, y);
            if (cutouts.Fit.SignalToNoise < 5) continue;

            var fit = cutouts.Fit;
            var now = observer.Describe(
                visit, fit.Flux, fit.Error, cutouts.Aperture, cutouts.ApertureError, fit.Chi2 / fit.PixelCount * random.LogNormal(1.2, 1.6), x, y);
            return Assemble(random, source, now, reference, cutouts, observer);
        }
    }

    private ZtfAlert Assemble(
        SimulationRandom random, Source source, ZtfDetection now, ZtfReference reference, ZtfCutouts cutouts, ZtfObserver observer)
    {
        var visits = _cadence.Before(random, now.Visit);
        var history = new List<ZtfDetection>();
        var items = new PrvCandidate?[visits.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var (x, y) = Place(random);
            var calibration = ZtfCalibration.Of(random, visits[i]);
            if (observer.Look(visits[i], x, y) is { } detection)
            {
                history.Add(detection);
                items[i] = ZtfHistory.Detection(detection, calibration, reference, now.Visit.Jd);
            }
            else
            {
                items[i] = ZtfHistory.Limit(visits[i], calibration);
            }
        }

        var candidate = ZtfCandidates.Of(random, source, now, reference, history);
        var name = $"candid{now.Candid}";
        var sign = now.Positive ? "scimref" : "refmsci";
        var alert = new ZtfAlert
        {
            Candid = now.Candid,
            Schemavsn = "4.02",
            Publisher = "Fink",
            ObjectId = ObjectId(random, candidate.Jdstarthist ?? now.Visit.Jd),
            Candidate = candidate,
            PrvCandidates = AvroArray.Create<PrvCandidate?>(items),
            CutoutScience = new Cutout { FileName = $"{name}_pid{now.Visit.Pid}_targ_sci.fits.gz", StampData = cutouts.Science() },
            CutoutTemplate = new Cutout { FileName = $"{name}_ref.fits.gz", StampData = cutouts.Template() },
            CutoutDifference = new Cutout { FileName = $"{name}_pid{now.Visit.Pid}_targ_{sign}.fits.gz", StampData = cutouts.Difference() },
            LcFeaturesG = new LightCurveFeatures(),
            LcFeaturesR = new LightCurveFeatures(),
        };
        return ZtfAddedValues.AddTo(alert, random, source, now, visits, history);
    }

    private void AdvanceClock(SimulationRandom random)
    {
        _mjd += random.Exponential(SecondsBetweenAlerts) / 86400;
        if (_mjd - Math.Floor(_mjd) < NightEnd) return;
        var night = (int)Math.Floor(_mjd) + 1;
        while (_cadence.IsLost(night)) night++;
        _mjd = night + NightStart;
    }

    // Now and then close to the edge, where cutouts are cut off.
    private static (double X, double Y) Place(SimulationRandom random) => (
        random.Uniform(40, ZtfInstrument.Width - 40),
        random.Chance(0.07) ? random.Uniform(20, 32) : random.Uniform(40, ZtfInstrument.Height - 40));

    private static string ObjectId(SimulationRandom random, double jd)
    {
        var year = SurveyTime.ToUtc(jd - AstroTime.JulianDateOfMjdZero).Year % 100;
        return string.Create(12, (random, year), static (text, of) =>
        {
            "ZTF"[..].CopyTo(text);
            text[3] = (char)('0' + of.year / 10);
            text[4] = (char)('0' + of.year % 10);
            text[5] = text[6] = 'a';
            for (var i = 7; i < text.Length; i++) text[i] = (char)('a' + of.random.Integer(0, 25));
        });
    }
}
