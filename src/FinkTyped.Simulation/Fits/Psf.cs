namespace FinkTyped.Simulation.Fits;

/// <summary>
/// The image of a point: an elliptical Gaussian core with a wider one for its wings, of unit flux. Moments are in square pixels.
/// </summary>
internal sealed class Psf
{
    private const double Wing = 0.12;
    private const double WingWidth = 4;

    private readonly double _axx;
    private readonly double _ayy;
    private readonly double _axy;
    private readonly double _norm;

    public Psf(double xx, double yy, double xy)
    {
        Xx = xx;
        Yy = yy;
        Xy = xy;
        var determinant = xx * yy - xy * xy;
        _axx = yy / determinant;
        _ayy = xx / determinant;
        _axy = -xy / determinant;
        _norm = 1 / (2 * Math.PI * Math.Sqrt(determinant));
    }

    public double Xx { get; }

    public double Yy { get; }

    public double Xy { get; }

    /// <summary>The deviation of the core, in pixels.</summary>
    public double Sigma => Math.Sqrt((Xx + Yy) / 2);

    public double FullWidthHalfMaximum => 2.3548 * Sigma;

    /// <summary>1 / Σp²: the number of pixels whose noise a fit of the image to a faint source collects.</summary>
    public double NoisePixels
    {
        get
        {
            // ∫(a G(s) + b G(ws))² with ∫G(s)G(t) = 1 / (2π(s² + t²)).
            var core = 1 - Wing;
            var sum = core * core / 2 + 2 * core * Wing / (1 + WingWidth) + Wing * Wing / (2 * WingWidth);
            return 2 * Math.PI * Math.Sqrt(Xx * Yy - Xy * Xy) / sum;
        }
    }

    /// <summary>The share of a unit flux that falls into a pixel.</summary>
    public double At(double dx, double dy)
    {
        var distance = _axx * dx * dx + 2 * _axy * dx * dy + _ayy * dy * dy;
        if (distance > 200) return 0;
        return _norm * ((1 - Wing) * Math.Exp(-0.5 * distance) + Wing / WingWidth * Math.Exp(-0.5 / WingWidth * distance));
    }

    /// <summary>An image of it, of unit sum, centred in a square.</summary>
    public double[] Image(int size)
    {
        var pixels = new double[size * size];
        var centre = size / 2;
        var sum = 0.0;
        for (var i = 0; i < pixels.Length; i++) sum += pixels[i] = At(i % size - centre, i / size - centre);
        for (var i = 0; i < pixels.Length; i++) pixels[i] /= sum;
        return pixels;
    }
}
