using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Ztf;

/// <summary>Looks at one source in one exposure after the other and measures what stands out of the difference image.</summary>
internal sealed class ZtfObserver
{
    private const double Threshold = 5;

    // Good detections that still get lost: bad columns, satellites, a failed subtraction.
    private const double LostShare = 0.07;

    private readonly SimulationRandom _random;
    private readonly Source _source;
    private readonly SkyPosition _position;
    private readonly SkyPosition _reference;
    private readonly (string Name, float Distance, float Magnitude)? _solarSystem;

    public ZtfObserver(SimulationRandom random, Source source, SkyPosition position, SkyPosition reference)
    {
        _random = random;
        _source = source;
        _position = position;
        _reference = reference;
        if (source is Asteroid asteroid)
        {
            var name = asteroid.Designation.Replace(" ", "", StringComparison.Ordinal);
            _solarSystem = (name, (float)Math.Round(random.Exponential(1.2)), (float)Math.Round(asteroid.Magnitude + random.Gaussian(0.2, 0.2), 1));
        }
    }

    /// <summary>The source's change at a visit, in counts.</summary>
    public double CountsChange(ZtfVisit visit) => Counts(_source.FluxChange(visit.Band, visit.Mjd), visit);

    /// <summary>The detection in a past exposure; null where nothing stands out: an upper limit.</summary>
    public ZtfDetection? Look(ZtfVisit visit, double xpos, double ypos)
    {
        var change = CountsChange(visit);
        var error = Math.Sqrt(visit.CountsError * visit.CountsError + Math.Abs(change) / ZtfInstrument.Gain + Square(0.008 * change));
        var measured = change + error * _random.Gaussian();
        if (Math.Abs(measured) < Threshold * error || _random.Chance(LostShare)) return null;
        return Describe(visit, measured, error, measured * _random.Gaussian(1, 0.1), error * 1.5, 0.3 + _random.LogNormal(1, 1.7), xpos, ypos);
    }

    /// <summary>All that belongs to a detection.</summary>
    /// <param name="visit">The exposure.</param>
    /// <param name="counts">The fitted flux.</param>
    /// <param name="error">Its error.</param>
    /// <param name="aperture">The flux within the aperture.</param>
    /// <param name="apertureError">Its error.</param>
    /// <param name="chi">The square root of the fit's reduced chi squared, about.</param>
    /// <param name="xpos">Where it is on the quadrant.</param>
    /// <param name="ypos">Where it is on the quadrant.</param>
    public ZtfDetection Describe(
        ZtfVisit visit, double counts, double error, double aperture, double apertureError, double chi, double xpos, double ypos)
    {
        var signal = Math.Abs(counts) / error;
        var artefact = _source.Kind == SourceKind.SubtractionArtefact;
        var scatter = visit.Fwhm * ZtfInstrument.PixelScale / 2.3548 / signal;
        var position = _position.Shifted(_random.Gaussian(0, scatter), _random.Gaussian(0, scatter));
        position = new SkyPosition(Math.Round(position.Ra, 7), Math.Round(position.Dec, 7));
        var major = Math.Round(visit.Fwhm / 2.3548 * _random.LogNormal(0.88, 1.12), 3);
        var counted = Math.Abs(aperture) < 0.05 * Math.Abs(counts) ? 0.5 * Math.Abs(counts) : Math.Abs(aperture);
        var big = counted * _random.Gaussian(1.02, 0.04);
        return new ZtfDetection
        {
            Visit = visit,
            Positive = counts > 0,
            TableId = (long)Math.Min(250, _random.LogNormal(12, 4)),
            Position = position,
            Xpos = (float)(xpos + _random.Gaussian(0, 0.1)),
            Ypos = (float)(ypos + _random.Gaussian(0, 0.1)),
            Magpsf = (float)AbMagnitude.FromCounts(Math.Abs(counts), visit.ZeroPoint),
            Sigmapsf = (float)Math.Max(0.01, AbMagnitude.PerRelativeError / signal),
            Chipsf = (float)chi,
            Magap = (float)Math.Round(AbMagnitude.FromCounts(counted, visit.ZeroPoint), 4),
            Sigmagap = (float)Math.Round(AbMagnitude.PerRelativeError * apertureError / counted, 4),
            Magapbig = (float)Math.Round(AbMagnitude.FromCounts(big, visit.ZeroPoint), 4),
            Sigmagapbig = (float)Math.Round(AbMagnitude.PerRelativeError * apertureError * 1.25 / big, 4),
            Distnr = (float)position.DistanceTo(_reference),
            Sky = (float)_random.Gaussian(0.2, 1.2),
            Fwhm = (float)Math.Round(visit.Fwhm * _random.LogNormal(1, 1.15), 2),
            Classtar = (float)Math.Round(Math.Clamp(1 - _random.Exponential(artefact ? 0.08 : 0.03), 0.02, 1), 3),
            Seeratio = (float)Math.Min(2, _random.LogNormal(1.05, 1.3)),
            Aimage = (float)major,
            Bimage = (float)Math.Round(major / (1 + _random.Exponential(0.09)), 3),
            Nneg = Math.Min(15, (int)_random.Exponential(3.4)),
            Nbad = _random.Chance(0.05) ? _random.Integer(2, 3) : 0,
            Rb = (float)Math.Round(Math.Clamp(artefact ? _random.Gaussian(0.72, 0.09) : _random.Gaussian(0.86, 0.09), 0.17, 0.96) * 70) / 70,
            Sumrat = _random.Chance(0.55) ? 1 : (float)Math.Round(1 - Math.Min(0.5, _random.Exponential(0.06)), 6),
            Scorr = signal * _random.LogNormal(1.05, 1.08),
            SolarSystem = _solarSystem,
        };
    }

    private static double Counts(double flux, ZtfVisit visit) => flux * AbMagnitude.ToCounts(AbMagnitude.ZeroPoint, visit.ZeroPoint);

    private static double Square(double value) => value * value;
}
