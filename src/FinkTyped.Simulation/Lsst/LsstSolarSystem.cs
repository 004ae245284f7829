using FinkTyped.Lsst;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>The records of an alert's minor planet: where it was expected, and its orbit. All null for everything else.</summary>
internal static class LsstSolarSystem
{
    private const double EpochMjd = 61000;
    private const double DegreesPerRadian = 180 / Math.PI;

    public static SsSource Expected(SimulationRandom random, Asteroid asteroid, LsstTarget target, DiaSource source)
    {
        var (lambda, beta) = target.Position.ToEcliptic();
        var (longitude, latitude) = target.Position.ToGalactic();
        double east = random.Gaussian(0, 0.02), north = random.Gaussian(0, 0.02);
        var expected = target.Position.Shifted(-east, -north);
        var rate = asteroid.TopoVelocity - asteroid.TopoVelocity.Dot(asteroid.Topo) / asteroid.Topo.Dot(asteroid.Topo) * asteroid.Topo;
        var degreesPerDay = rate.Length / asteroid.Topo.Length * DegreesPerRadian;
        return new SsSource
        {
            DiaSourceId = source.DiaSourceId,
            SsObjectId = asteroid.Id,
            Designation = asteroid.Designation,
            EclLambda = lambda,
            EclBeta = beta,
            GalLon = longitude,
            GalLat = latitude,
            Elongation = (float)asteroid.Elongation,
            PhaseAngle = (float)asteroid.PhaseAngle,
            TopoRange = (float)asteroid.Topo.Length,
            TopoRangeRate = (float)(asteroid.TopoVelocity.Dot(asteroid.Topo) / asteroid.Topo.Length),
            HelioRange = (float)asteroid.Helio.Length,
            HelioRangeRate = (float)random.Gaussian(0, 0.0012),
            EphRa = expected.Ra,
            EphDec = expected.Dec,
            EphVmag = (float)(asteroid.Magnitude + 0.25),
            EphRate = (float)degreesPerDay,
            EphRateRa = (float)(-0.9 * degreesPerDay),
            EphRateDec = (float)(0.43 * degreesPerDay),
            EphOffset = (float)Math.Sqrt(east * east + north * north),
            EphOffsetRa = east,
            EphOffsetDec = north,
            HelioX = (float)asteroid.Helio.X,
            HelioY = (float)asteroid.Helio.Y,
            HelioZ = (float)asteroid.Helio.Z,
            HelioVx = (float)asteroid.HelioVelocity.X,
            HelioVy = (float)asteroid.HelioVelocity.Y,
            HelioVz = (float)asteroid.HelioVelocity.Z,
            HelioVtot = (float)asteroid.HelioVelocity.Length,
            TopoX = (float)asteroid.Topo.X,
            TopoY = (float)asteroid.Topo.Y,
            TopoZ = (float)asteroid.Topo.Z,
            TopoVx = (float)asteroid.TopoVelocity.X,
            TopoVy = (float)asteroid.TopoVelocity.Y,
            TopoVz = (float)asteroid.TopoVelocity.Z,
            TopoVtot = (float)asteroid.TopoVelocity.Length,
            DiaDistanceRank = 1,
        };
    }

    public static MpcOrbit Orbit(SimulationRandom random, Asteroid asteroid)
    {
        double a = asteroid.SemiMajorAxis, e = asteroid.Eccentricity;
        var motion = 360 / 365.25636 / Math.Pow(a, 1.5);
        var arc = random.Uniform(1500, 12_500);
        var observations = (int)(arc / random.Uniform(20, 90));
        var perihelion = EpochMjd + random.Uniform(0, 360 / motion);
        var orbit = new MpcOrbit
        {
            Id = 0,
            Designation = asteroid.Designation,
            PackedPrimaryProvisionalDesignation = Packed(asteroid.Designation),
            UnpackedPrimaryProvisionalDesignation = asteroid.Designation,
            CreatedAt = 0,
            UpdatedAt = 0,
            OrbitTypeInt = -1,
            UParam = 0,
            Nopp = random.Integer(3, 18),
            ArcLengthTotal = arc,
            ArcLengthSel = arc,
            NobsTotal = observations,
            NobsTotalSel = observations - random.Integer(0, 16),
            A = a,
            Q = a * (1 - e),
            E = e,
            I = asteroid.Inclination,
            Node = random.Uniform(0, 360),
            Argperi = random.Uniform(0, 360),
            PeriTime = perihelion,
            Yarkovsky = 0,
            Srp = 0,
            A1 = 0,
            A2 = 0,
            A3 = 0,
            Dt = 0,
            MeanAnomaly = 360 - (perihelion - EpochMjd) * motion,
            Period = 360 / motion,
            MeanMotion = motion,
            EpochMjd = EpochMjd,
            H = Math.Round(asteroid.AbsoluteMagnitude, 3),
            G = 0.15,
            NotNormalizedRms = 0,
            NormalizedRms = Math.Round(random.Uniform(0.3, 0.95), 6),
            EarthMoid = 0,
            FittingDatetime = 0,
        };
        orbit = WithErrors(random, orbit);
        return orbit with { MpcOrbJsonb = MpcJson.Write(random, orbit) };
    }

    private static MpcOrbit WithErrors(SimulationRandom random, MpcOrbit orbit) => orbit with
    {
        AUnc = random.LogNormal(2e-8, 3),
        QUnc = random.LogNormal(2e-7, 3),
        EUnc = random.LogNormal(8e-8, 3),
        IUnc = random.LogNormal(6e-6, 2),
        NodeUnc = random.LogNormal(5e-5, 3),
        ArgperiUnc = random.LogNormal(8e-5, 4),
        PeriTimeUnc = random.LogNormal(2e-4, 5),
        YarkovskyUnc = 0,
        SrpUnc = 0,
        A1Unc = 0,
        A2Unc = 0,
        A3Unc = 0,
        DtUnc = 0,
        MeanAnomalyUnc = random.LogNormal(5e-5, 5),
        PeriodUnc = random.LogNormal(2e-5, 3),
        MeanMotionUnc = random.LogNormal(3e-9, 3),
    };

    // The Minor Planet Center's short form: century as a letter, year, half-month, counter, letter.
    private static string Packed(string designation)
    {
        var century = designation[0] == '1' ? 'J' : 'K';
        return $"{century}{designation[2..4]}{designation[5]}{designation[7..9]}{designation[6]}";
    }
}
