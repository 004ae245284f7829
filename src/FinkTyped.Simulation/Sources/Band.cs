namespace FinkTyped.Simulation.Sources;

/// <summary>The passbands of Rubin's camera; ZTF has three of them.</summary>
internal enum Band
{
    U,
    G,
    R,
    I,
    Z,
    Y,
}

/// <summary>What belongs to a passband.</summary>
internal static class Bands
{
    private static readonly string[] Letters = ["u", "g", "r", "i", "z", "y"];

    /// <summary>The letter in LSST's <c>band</c> and in ZTF's file names.</summary>
    public static string Letter(this Band band) => Letters[(int)band];

    /// <summary>ZTF's number of the filter: 1, 2, 3 for g, r, i.</summary>
    public static int ZtfFid(this Band band) => (int)band;
}
