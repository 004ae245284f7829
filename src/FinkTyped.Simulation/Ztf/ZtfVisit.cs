using System.Globalization;
using FinkTyped.Astronomy;
using FinkTyped.Simulation.Fits;
using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>One exposure of ZTF's camera, and the quadrant of it that a source fell on.</summary>
internal sealed record ZtfVisit
{
    // The night counted from here: 1 January 2017.
    private const double JdOfNightZero = 2457754.5;

    /// <summary>Start of the exposure, UTC, as a Julian date.</summary>
    public required double Jd { get; init; }

    public required Band Band { get; init; }

    public required int Field { get; init; }

    /// <summary>The readout channel, 0 to 63.</summary>
    public required int Rcid { get; init; }

    public required string ProgramPi { get; init; }

    /// <summary>Full width at half maximum, in pixels.</summary>
    public required double Fwhm { get; init; }

    /// <summary>The magnitude that stands out of the difference image by five deviations.</summary>
    public required double LimitingMagnitude { get; init; }

    /// <summary>The magnitude of one count.</summary>
    public required double ZeroPoint { get; init; }

    /// <summary>How unclear the sky was: 0 for a clear night, magnitudes lost otherwise.</summary>
    public required double Extinction { get; init; }

    public double Mjd => Jd - AstroTime.JulianDateOfMjdZero;

    public int Nid => (int)(Jd - JdOfNightZero);

    /// <summary>Night, hundred-thousandths of the day, channel and version, one after the other.</summary>
    public long Pid => ((Nid * 100_000L + (long)(DayFraction * 100_000)) * 100 + Rcid) * 100 + 15;

    /// <summary>The error of a flux of a faint source, in counts.</summary>
    public double CountsError => AbMagnitude.ToCounts(LimitingMagnitude, ZeroPoint) / 5;

    public Psf Psf
    {
        get
        {
            var sigma = Fwhm / 2.3548;
            return new Psf(sigma * sigma, sigma * sigma, 0);
        }
    }

    private double DayFraction => Jd + 0.5 - Math.Floor(Jd + 0.5);

    /// <summary>The name of the difference image: bare in the current candidate, with its archive's folder in the history.</summary>
    public string FileName(bool archived)
    {
        var utc = SurveyTime.ToUtc(Mjd);
        var fraction = (int)Math.Round(DayFraction * 1_000_000);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"ztf_{utc:yyyyMMdd}{fraction:000000}_{Field:000000}_z{Band.Letter()}_c{Rcid / 4 + 1:00}_o_q{Rcid % 4 + 1}_scimrefdiffimg.fits");
        return archived
            ? string.Create(CultureInfo.InvariantCulture, $"/ztf/archive/sci/{utc:yyyy'/'MMdd}/{fraction:000000}/{name}.fz")
            : name;
    }

    /// <summary>The id of a detection in this exposure.</summary>
    /// <param name="tableId">Its row in the exposure's table of detections.</param>
    /// <param name="positive">Whether the science image is the brighter one.</param>
    public long Candid(long tableId, bool positive) => Pid * 1_000_000 + (positive ? 15_000 : 10_000) + tableId;
}
