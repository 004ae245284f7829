using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>What ZTF's stream is made of, and where on its grid of fields it lies.</summary>
internal static class ZtfSky
{
    private const double PalomarLongitude = -116.86;

    private static readonly SourceKind[] Kinds =
    [
        SourceKind.SubtractionArtefact,
        SourceKind.Supernova,
        SourceKind.PulsatingStar,
        SourceKind.EclipsingBinary,
        SourceKind.ActiveNucleus,
        SourceKind.Asteroid,
    ];

    private static readonly double[] Shares = [0.40, 0.36, 0.09, 0.04, 0.08, 0.03];

    /// <summary>A place that is high above Palomar at the time; an asteroid's is near the ecliptic.</summary>
    public static SkyPosition Position(SimulationRandom random, double mjd, SourceKind kind)
    {
        var siderealTime = 280.46 + 360.985647 * (mjd - 51544.5) + PalomarLongitude;
        var ra = siderealTime + random.Gaussian(0, 35);
        ra -= 360 * Math.Floor(ra / 360);
        if (kind == SourceKind.Asteroid) return SkyPosition.FromEcliptic(ra, random.Gaussian(0, 7));
        return new SkyPosition(ra, Math.Clamp(random.Gaussian(12, 22), -26, 78));
    }

    /// <summary>The number of the field around a place: tiles of seven degrees in rows of declination.</summary>
    public static int Field(SkyPosition position)
    {
        var row = (int)((position.Dec + 31) / 7.15);
        return 200 + row * 48 + (int)(position.Ra / 360 * 48 * Math.Cos(position.Dec * Math.PI / 180));
    }

    public static SourceKind Kind(SimulationRandom random) => Kinds[random.Weighted(Shares)];

    /// <summary>A source that may well be seen in an exposure; whether it is, its light curve says.</summary>
    public static Source Source(SimulationRandom random, SourceKind kind, ZtfVisit visit, SkyPosition position)
    {
        var limit = visit.LimitingMagnitude;
        return kind switch
        {
            SourceKind.Supernova => new Supernova(random, visit.Mjd + random.Uniform(-70, 12), limit - random.Exponential(0.9)),
            SourceKind.PulsatingStar => new PulsatingStar(random, limit - random.Uniform(0.3, 4), random.Chance(0.4)),
            SourceKind.EclipsingBinary => new EclipsingBinary(random, limit - random.Uniform(0.5, 4), visit.Mjd),
            SourceKind.ActiveNucleus => new ActiveNucleus(random, limit - random.Uniform(0.8, 3)),
            SourceKind.SubtractionArtefact => new SubtractionArtefact(random, limit - random.Uniform(1.6, 5), visit.Mjd),
            _ => new Asteroid(random, limit - random.Uniform(0.2, 3), visit.Mjd, position),
        };
    }
}
