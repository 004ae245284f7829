using FinkTyped.Lsst;
using FinkTyped.Simulation.Lsst;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation;

/// <summary>
/// Makes LSST alerts as Fink sends them: variable stars, active nuclei, supernovae and asteroids in the deep drilling fields, with their
/// history of detections and forced photometry and raw FITS cutouts, in the order of their visits from 5 March 2026 on.
/// </summary>
public sealed class LsstSimulator : AlertSimulator<LsstAlert>
{
    private const int FirstNight = 61104;
    private const int FirstSequence = 55;
    private const int VisitsPerRun = 16;
    private const int LastSequence = FirstSequence + 720;
    private const double NightStart = 1.09;
    private const double SecondsBetweenVisits = 38;
    private const double AlertsPerVisit = 4;
    private const double Detectable = 6;

    private static readonly Band[] CurrentBands = [Band.I, Band.G, Band.R, Band.Z];

    private readonly LsstCadence _cadence;
    private readonly ulong _seed;
    private int _night = FirstNight;
    private int _sequence = FirstSequence - 2;
    private int _alertsLeft;
    private LsstVisit? _visit;
    private double _rotation;

    /// <summary>Starts with the first alert of a seed.</summary>
    public LsstSimulator(long seed = 1) : base(seed)
    {
        _seed = (ulong)seed;
        _cadence = new LsstCadence(_seed);
    }

    private protected override LsstAlert Make(SimulationRandom random)
    {
        var visit = CurrentVisit();
        var field = LsstField.All[visit.Sequence / 2 % LsstField.All.Count];
        while (true)
        {
            var position = LsstSky.Position(random, field);
            var source = LsstSky.Source(random, field, visit, position);
            var change = source.FluxChange(visit.Band, visit.MidpointMjdTai);
            if (Math.Abs(change) < Detectable * visit.FluxError(source.TemplateFlux(visit.Band) + change)) continue;
            var cutouts = LsstCutouts.Take(random, source, visit);
            if (cutouts.Fit.SignalToNoise < 5) continue;
            return Assemble(random, new LsstTarget(random, field, source, position), visit, cutouts);
        }
    }

    private LsstAlert Assemble(SimulationRandom random, LsstTarget target, LsstVisit visit, LsstCutouts cutouts)
    {
        var now = LsstLook.Now(random, target, visit, cutouts);
        var looks = target.Moves ? [] : History(random, target, visit.Night);
        var detections = looks.Where(l => l.Detected).ToList();
        var objectId = target.Moves ? 0 : (detections.Count > 0 ? detections[0].Id : now.Id) + 5;
        var asteroid = target.Source as Asteroid;
        var current = LsstSources.Detection(random, target, now, objectId) with { SsObjectId = asteroid?.Id ?? 0 };
        var (science, template, difference) = cutouts.Encode(target.Field, target.Position, now.X, now.Y, _rotation);
        var alert = new LsstAlert
        {
            DiaSourceId = now.Id,
            ObservationReason = target.Field.Name,
            TargetName = target.Field.Name + ", lowdust",
            DiaSource = current,
            PrvDiaSources = target.Moves ? null : Detections(random, target, detections, objectId),
            PrvDiaForcedSources = target.Moves ? null : Forced(random, target, looks, now, objectId),
            DiaObject = target.Moves ? new DiaObject() : LsstObjects.Of(target, now, objectId, detections),
            SsSource = asteroid is null ? new SsSource() : LsstSolarSystem.Expected(random, asteroid, target, current),
            MpcOrbits = asteroid is null ? new MpcOrbit() : LsstSolarSystem.Orbit(random, asteroid),
            CutoutDifference = difference,
            CutoutScience = science,
            CutoutTemplate = template,
            Clf = new Classifiers(),
            Xm = new CrossMatches(),
            Pred = new Predictions(),
            Misc = new Miscellany(),
        };
        return LsstAddedValues.AddTo(alert, random, target, now, detections);
    }

    // A few early visits, then all since the field's long nights began; gaps between detectors lose some.
    private List<LsstLook> History(SimulationRandom random, LsstTarget target, int night)
    {
        var looks = new List<LsstLook>();
        for (var i = random.Integer(0, 6); i > 0; i--)
        {
            var earlier = night - random.Integer(LsstCadence.HistoryNights + 1, 75);
            var midpoint = earlier + NightStart + random.Uniform(0, 0.2);
            var visit = LsstCadence.Visit(random, earlier, random.Integer(40, 600), midpoint, random.Chance(0.7) ? Band.G : Band.R);
            looks.Add(LsstLook.At(random, target, visit));
        }

        looks.Sort((a, b) => a.Visit.MidpointMjdTai.CompareTo(b.Visit.MidpointMjdTai));
        var lost = random.Uniform(0.01, 0.09);
        foreach (var visit in _cadence.Before(target.Field, night))
        {
            if (!random.Chance(lost)) looks.Add(LsstLook.At(random, target, visit));
        }

        return looks;
    }

    private static AvroArray<DiaSource?> Detections(SimulationRandom random, LsstTarget target, List<LsstLook> detections, long objectId)
    {
        var items = new DiaSource?[detections.Count];
        for (var i = 0; i < items.Length; i++) items[i] = LsstSources.Detection(random, target, detections[i], objectId);
        return AvroArray.Create<DiaSource?>(items);
    }

    // Forced photometry is measured where the object was taken to be at the time, and includes the current visit.
    private static AvroArray<ForcedSource?> Forced(
        SimulationRandom random, LsstTarget target, List<LsstLook> looks, LsstLook now, long objectId)
    {
        var items = new List<ForcedSource?>(looks.Count + 1);
        var place = target.Position.Shifted(random.Gaussian(0, 0.05), random.Gaussian(0, 0.05));
        foreach (var look in looks)
        {
            if (look.Visit.Night < now.Visit.Night - LsstCadence.HistoryNights || random.Chance(0.02)) continue;
            if (random.Chance(0.4)) place = target.Position.Shifted(random.Gaussian(0, 0.04), random.Gaussian(0, 0.04));
            items.Add(LsstSources.Forced(random, place, look, objectId));
        }

        items.Add(LsstSources.Forced(random, target.Position, now, objectId));
        return AvroArray.Create<ForcedSource?>(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items));
    }

    private LsstVisit CurrentVisit()
    {
        if (_visit is not null && _alertsLeft-- > 0) return _visit;
        _sequence += 2;
        if (_sequence >= LastSequence)
        {
            _sequence = FirstSequence;
            _night++;
        }

        // The visit's own stream: its conditions do not depend on the alerts before it.
        var random = new SimulationRandom(_seed ^ 0x5EED, ((ulong)_night << 16) + (ulong)_sequence);
        var midpoint = _night + NightStart + (_sequence - FirstSequence) * SecondsBetweenVisits / 86400;
        var band = CurrentBands[(_sequence - FirstSequence) / VisitsPerRun % CurrentBands.Length];
        _visit = LsstCadence.Visit(random, _night, _sequence, midpoint, band);
        _rotation = random.Uniform(0, 360);
        _alertsLeft = (int)random.Exponential(AlertsPerVisit);
        return _visit;
    }
}
