using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>
/// The visits to a deep drilling field: seven long nights out of fifteen with a run in each of i, g, z and r, single visits in the
/// nights between. What was looked at is the same for all sources of a field.
/// </summary>
internal sealed class LsstCadence(ulong seed)
{
    /// <summary>How far back the long nights of a source's history go.</summary>
    public const int HistoryNights = 15;

    private const double SecondsBetweenVisits = 75;
    private static readonly int[] LongNights = [0, 1, 4, 5, 6, 7, 8];
    private static readonly Band[] Runs = [Band.I, Band.G, Band.Z, Band.R];

    private readonly Dictionary<(LsstField Field, int Night), LsstVisit[]> _nights = [];

    /// <summary>The visits of a field in the nights before one, in order of time.</summary>
    public IEnumerable<LsstVisit> Before(LsstField field, int night)
    {
        for (var earlier = night - HistoryNights; earlier < night; earlier++)
        {
            foreach (var visit in Night(field, earlier)) yield return visit;
        }
    }

    /// <summary>A visit with conditions of its own.</summary>
    public static LsstVisit Visit(SimulationRandom random, int night, int sequence, double midpoint, Band band)
    {
        var seeing = Math.Clamp(random.LogNormal(band <= Band.R ? 1.12 : 0.95, 1.17), 0.62, 2.1);
        return new LsstVisit(night, sequence, midpoint, band, seeing, random.LogNormal(1, 1.22));
    }

    private LsstVisit[] Night(LsstField field, int night)
    {
        if (_nights.TryGetValue((field, night), out var known)) return known;
        var number = LsstField.All.ToList().IndexOf(field);
        var random = new SimulationRandom(seed + (ulong)number, (ulong)night);
        var visits = new List<LsstVisit>();
        var midpoint = night + 1 + 0.02 + 0.06 * number;
        var sequence = 50 + random.Integer(0, 6) + 240 * number;
        if (!LongNights.Contains(night % HistoryNights))
        {
            if (random.Chance(0.6)) Add(random.Pick(Runs), random.Integer(1, 2));
        }
        else
        {
            foreach (var band in Runs) Add(band, (int)Math.Round(random.Gaussian(15.6, 1.2)));
            if (random.Chance(0.05)) Add(Band.Y, random.Integer(1, 2));
        }

        return _nights[(field, night)] = [.. visits];

        void Add(Band band, int count)
        {
            for (var i = 0; i < count; i++)
            {
                visits.Add(Visit(random, night, sequence, midpoint, band));
                sequence += random.Chance(0.12) ? 1 : 2;
                midpoint += (SecondsBetweenVisits + random.Exponential(6)) / 86400;
            }

            midpoint += 130.0 / 86400;
        }
    }
}
