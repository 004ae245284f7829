using FinkTyped.Simulation.Sky;
using FinkTyped.Simulation.Sources;

namespace FinkTyped.Simulation.Lsst;

/// <summary>A source in a field with what stays the same from visit to visit.</summary>
internal sealed class LsstTarget
{
    public LsstTarget(SimulationRandom random, LsstField field, Source source, SkyPosition position)
    {
        Field = field;
        Source = source;
        Position = position;
        var bright = source.TemplateFlux(Band.I) > 60_000;
        DipoleShare = random.Chance(0.13) ? random.Uniform(0.85, 0.98) : bright ? random.Uniform(0.08, 0.24) : random.Uniform(0, 0.03);
        UntrailedShare = DipoleShare > 0.5 ? random.Uniform(0.4, 0.55) : random.Uniform(0.01, 0.06);
        LostShare = random.Uniform(0.03, 0.3);
        Reliability = DipoleShare > 0.5 ? random.Uniform(0.2, 0.5) : random.Uniform(0.5, 0.95);
        Detector = random.Integer(100, 160);
    }

    public LsstField Field { get; }

    public Source Source { get; }

    public SkyPosition Position { get; }

    /// <summary>The share of visits in which the pipeline fits a dipole: often where a bright star is badly subtracted.</summary>
    public double DipoleShare { get; }

    /// <summary>The share of visits in which the shape cannot be measured.</summary>
    public double UntrailedShare { get; }

    /// <summary>The share of detections that still get lost: between detectors, in bad columns, or taken for something else.</summary>
    public double LostShare { get; }

    public double Reliability { get; }

    /// <summary>About where on the camera it falls; dithering moves it.</summary>
    public int Detector { get; }

    public bool Moves => Source.Kind == SourceKind.Asteroid;
}
