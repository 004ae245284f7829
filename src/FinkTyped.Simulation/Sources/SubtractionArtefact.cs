using FinkTyped.Simulation.Sky;

namespace FinkTyped.Simulation.Sources;

/// <summary>
/// A steady bright star whose subtraction fails now and then: a residue of either sign in a few images, nothing in the others. The
/// commonest entry of a raw stream.
/// </summary>
internal sealed class SubtractionArtefact : Source
{
    private readonly Spectrum _star;
    private readonly ulong _seed;
    private readonly double _failureRate;
    private readonly double _failureMjd;
    private readonly double _failure;

    /// <param name="random">Draws the rest of what makes it.</param>
    /// <param name="magnitude">The star's r magnitude.</param>
    /// <param name="failureMjd">A time at which the subtraction fails for certain.</param>
    public SubtractionArtefact(SimulationRandom random, double magnitude, double failureMjd)
    {
        _star = new Spectrum(magnitude, random.Uniform(0.3, 1.2));
        _seed = random.NextUInt64();
        _failureRate = random.Uniform(0.01, 0.05);
        _failureMjd = failureMjd;
        _failure = random.LogNormal(0.12, 1.7) * (random.Chance(0.85) ? -1 : 1);
    }

    public override SourceKind Kind => SourceKind.SubtractionArtefact;

    public override double TemplateFlux(Band band) => _star.Flux(band);

    public override double FluxChange(Band band, double mjd)
    {
        if (Math.Abs(mjd - _failureMjd) < 1e-6) return _failure * _star.Flux(band);
        var draw = SimulationRandom.Hash(_seed, mjd);
        return draw < _failureRate ? _failure * _star.Flux(band) * (0.5 + draw / _failureRate) : 0;
    }
}
