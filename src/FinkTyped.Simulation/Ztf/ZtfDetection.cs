using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Ztf;

/// <summary>What ZTF's pipeline measures of a source in one difference image; the same values for now and for the history.</summary>
internal sealed record ZtfDetection
{
    public required ZtfVisit Visit { get; init; }

    public required bool Positive { get; init; }

    public required long TableId { get; init; }

    public required SkyPosition Position { get; init; }

    public required float Xpos { get; init; }

    public required float Ypos { get; init; }

    public required float Magpsf { get; init; }

    public required float Sigmapsf { get; init; }

    public required float Chipsf { get; init; }

    public required float Magap { get; init; }

    public required float Sigmagap { get; init; }

    public required float Magapbig { get; init; }

    public required float Sigmagapbig { get; init; }

    public required float Distnr { get; init; }

    public required float Sky { get; init; }

    public required float Fwhm { get; init; }

    public required float Classtar { get; init; }

    public required float Seeratio { get; init; }

    public required float Aimage { get; init; }

    public required float Bimage { get; init; }

    public required int Nneg { get; init; }

    public required int Nbad { get; init; }

    public required float Rb { get; init; }

    public required float Sumrat { get; init; }

    public required double Scorr { get; init; }

    /// <summary>The name of the known minor planet near by, its distance and magnitude; null for none.</summary>
    public (string Name, float Distance, float Magnitude)? SolarSystem { get; init; }

    public long Candid => Visit.Candid(TableId, Positive);

    public float Magdiff => Magap - Magpsf;

    public float Magfromlim => (float)(Visit.LimitingMagnitude - Magap);

    public float Elong => Aimage / Bimage;

    public float Aimagerat => Aimage / Fwhm;

    public float Bimagerat => Bimage / Fwhm;

    public float Mindtoedge => (float)ZtfInstrument.DistanceToEdge(Xpos, Ypos);
}
