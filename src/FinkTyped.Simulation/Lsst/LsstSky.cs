using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>What LSST's stream is made of in a deep drilling field.</summary>
internal static class LsstSky
{
    private static readonly SourceKind[] Kinds =
        [SourceKind.PulsatingStar, SourceKind.ActiveNucleus, SourceKind.Supernova, SourceKind.EclipsingBinary];

    private static readonly double[] Shares = [0.46, 0.36, 0.16, 0.02];

    /// <summary>A place in the field: within a degree and a half of its centre.</summary>
    public static SkyPosition Position(SimulationRandom random, LsstField field)
    {
        var angle = random.Uniform(0, 2 * Math.PI);
        var radius = 1.5 * 3600 * Math.Sqrt(random.NextDouble());
        return field.Centre.Shifted(radius * Math.Cos(angle), radius * Math.Sin(angle));
    }

    /// <summary>Something that changes in the field. Asteroids keep to the ecliptic: some fields have many, others none.</summary>
    public static Source Source(SimulationRandom random, LsstField field, LsstVisit visit, SkyPosition position)
    {
        var now = visit.MidpointMjdTai;
        if (random.Chance(AsteroidShare(field))) return new Asteroid(random, random.Uniform(20.2, 23.2), now, position);
        return Kinds[random.Weighted(Shares)] switch
        {
            SourceKind.PulsatingStar => new PulsatingStar(random, random.Uniform(18.6, 21.4), random.Chance(0.55)),
            SourceKind.ActiveNucleus => new ActiveNucleus(random, random.Uniform(18.8, 21.2)),
            SourceKind.EclipsingBinary => new EclipsingBinary(random, random.Uniform(17.5, 21), now),
            _ => new Supernova(random, now - random.Uniform(-10, 45), random.Uniform(19, 22.2)),
        };
    }

    private static double AsteroidShare(LsstField field)
    {
        var latitude = field.Centre.ToEcliptic().Latitude;
        return 0.85 * Math.Exp(-0.5 * Math.Pow(latitude / 12, 2));
    }
}
