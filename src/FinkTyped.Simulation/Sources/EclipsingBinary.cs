using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>Two stars that hide each other in turn: constant light but for a deep and a shallow dip in every period.</summary>
internal sealed class EclipsingBinary : Source
{
    private readonly Spectrum _light;
    private readonly double _period;
    private readonly double _epoch;
    private readonly double _halfWidth;
    private readonly double _primaryDepth;
    private readonly double _secondaryDepth;
    private readonly double _templateLoss;

    /// <param name="random">Draws the rest of what makes it.</param>
    /// <param name="magnitude">Its r magnitude out of eclipse.</param>
    /// <param name="eclipseMjd">A time near the middle of a primary eclipse.</param>
    public EclipsingBinary(SimulationRandom random, double magnitude, double eclipseMjd)
    {
        _light = new Spectrum(magnitude, random.Uniform(0.2, 1.0));
        _period = random.LogNormal(1.1, 2);
        _halfWidth = random.Uniform(0.05, 0.12);
        _epoch = eclipseMjd + random.Uniform(-0.5, 0.5) * _halfWidth * _period;
        _primaryDepth = random.Uniform(0.25, 0.7);
        _secondaryDepth = _primaryDepth * random.Uniform(0.15, 0.9);
        _templateLoss = random.Uniform(0, 0.04);
    }

    public override SourceKind Kind => SourceKind.EclipsingBinary;

    public override double TemplateFlux(Band band) => _light.Flux(band) * (1 - _templateLoss);

    public override double FluxChange(Band band, double mjd)
    {
        var cycle = (mjd - _epoch) / _period;
        var phase = cycle - Math.Floor(cycle);
        var loss = _primaryDepth * Dip(Math.Min(phase, 1 - phase)) + _secondaryDepth * Dip(Math.Abs(phase - 0.5));
        return _light.Flux(band) * (_templateLoss - loss);
    }

    private double Dip(double distance)
    {
        var inside = 1 - distance / _halfWidth;
        return inside <= 0 ? 0 : inside * inside * (3 - 2 * inside);
    }
}
