using FinkTyped.Astronomy;

namespace FinkTyped.Ztf;

public sealed partial record Candidate
{
    private const int NoNeighbour = -999;

    /// <summary>The same without values that stand for none, -999 and the text "null": they are null.</summary>
    public Candidate WithoutSentinels() => this with
    {
        Distnr = Sentinels.Number(Distnr, NoNeighbour),
        Ssdistnr = Sentinels.Number(Ssdistnr, NoNeighbour),
        Ssmagnr = Sentinels.Number(Ssmagnr, NoNeighbour),
        Sgmag1 = Sentinels.Number(Sgmag1, NoNeighbour),
        Srmag1 = Sentinels.Number(Srmag1, NoNeighbour),
        Simag1 = Sentinels.Number(Simag1, NoNeighbour),
        Szmag1 = Sentinels.Number(Szmag1, NoNeighbour),
        Sgscore1 = Sentinels.Number(Sgscore1, NoNeighbour),
        Distpsnr1 = Sentinels.Number(Distpsnr1, NoNeighbour),
        Objectidps1 = Sentinels.Number(Objectidps1, NoNeighbour),
        Objectidps2 = Sentinels.Number(Objectidps2, NoNeighbour),
        Sgmag2 = Sentinels.Number(Sgmag2, NoNeighbour),
        Srmag2 = Sentinels.Number(Srmag2, NoNeighbour),
        Simag2 = Sentinels.Number(Simag2, NoNeighbour),
        Szmag2 = Sentinels.Number(Szmag2, NoNeighbour),
        Sgscore2 = Sentinels.Number(Sgscore2, NoNeighbour),
        Distpsnr2 = Sentinels.Number(Distpsnr2, NoNeighbour),
        Objectidps3 = Sentinels.Number(Objectidps3, NoNeighbour),
        Sgmag3 = Sentinels.Number(Sgmag3, NoNeighbour),
        Srmag3 = Sentinels.Number(Srmag3, NoNeighbour),
        Simag3 = Sentinels.Number(Simag3, NoNeighbour),
        Szmag3 = Sentinels.Number(Szmag3, NoNeighbour),
        Sgscore3 = Sentinels.Number(Sgscore3, NoNeighbour),
        Distpsnr3 = Sentinels.Number(Distpsnr3, NoNeighbour),
        Neargaia = Sentinels.Number(Neargaia, NoNeighbour),
        Neargaiabright = Sentinels.Number(Neargaiabright, NoNeighbour),
        Maggaia = Sentinels.Number(Maggaia, NoNeighbour),
        Maggaiabright = Sentinels.Number(Maggaiabright, NoNeighbour),
        Ssnamenr = Sentinels.Text(Ssnamenr),
    };
}

public sealed partial record PrvCandidate
{
    private const int NoNeighbour = -999;

    /// <summary>The same without values that stand for none in a <see cref="Ztf.Candidate"/>: in the history they are null as a rule.</summary>
    public PrvCandidate WithoutSentinels() => this with
    {
        Distnr = Sentinels.Number(Distnr, NoNeighbour),
        Ssdistnr = Sentinels.Number(Ssdistnr, NoNeighbour),
        Ssmagnr = Sentinels.Number(Ssmagnr, NoNeighbour),
        Ssnamenr = Sentinels.Text(Ssnamenr),
    };
}
