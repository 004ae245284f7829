using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>One visit of Rubin's telescope to a field.</summary>
/// <param name="Night">The day of the observation: the date at noon before, as a whole MJD.</param>
/// <param name="Sequence">The number of the visit within its night.</param>
/// <param name="MidpointMjdTai">The middle of the exposure, MJD in TAI.</param>
/// <param name="Band">The passband.</param>
/// <param name="Seeing">The full width at half maximum of a point, in seconds of arc.</param>
/// <param name="Depth">The noise of the sky relative to a usual visit.</param>
internal sealed record LsstVisit(int Night, int Sequence, double MidpointMjdTai, Band Band, double Seeing, double Depth)
{
    // Bits of the ids: detector and counter below the visit's number, the visit's number below the night's.
    private const int SequenceShift = 27;
    private const int NightShift = 42;
    private const int DetectorShift = 19;
    private const int NightOfIdZero = 22430;

    // The variance of an empty pixel and what a flux of one adds, in nJy, for u to y.
    private static readonly double[] UsualSkyVariance = [1500, 330, 610, 1350, 3700, 34000];
    private static readonly double[] VarianceOfFlux = [0.5, 0.22, 0.35, 0.6, 0.9, 2.2];

    /// <summary>Date and number, as in 2026030500055.</summary>
    public long Id
    {
        get
        {
            var date = SurveyTime.ToUtc(Night);
            return (date.Year * 10_000L + date.Month * 100 + date.Day) * 100_000 + Sequence;
        }
    }

    public double SkyVariance => UsualSkyVariance[(int)Band] * Depth;

    public double VariancePerFlux => VarianceOfFlux[(int)Band];

    /// <summary>Seconds of arc squared: the second moment of a point's image.</summary>
    public double Moment => Math.Pow(Seeing / 2.3548, 2);

    /// <summary>The error of a fitted flux, in nJy, when the sources around it have the flux given.</summary>
    public double FluxError(double flux)
    {
        var psf = Psf();
        return Math.Sqrt(SkyVariance * psf.NoisePixels + VariancePerFlux * Math.Max(0, flux) * 0.5);
    }

    public Psf Psf()
    {
        var moment = Moment / (LsstInstrument.PixelScale * LsstInstrument.PixelScale);
        return new Psf(moment, moment, 0);
    }

    /// <summary>The id of a source found in this visit; all have as many digits.</summary>
    public long SourceId(int detector, int counter) =>
        ((long)(Night - NightOfIdZero) << NightShift) + ((long)Sequence << SequenceShift) + ((long)detector << DetectorShift) + counter;
}
