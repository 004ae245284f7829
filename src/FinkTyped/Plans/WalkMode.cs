namespace FinkTyped.Plans;

/// <summary>What a walk does besides passing over values.</summary>
/// <param name="Learner">Notes the shape; null when nobody wants it.</param>
/// <param name="Tracer">Follows the way; null when nobody wants it.</param>
/// <param name="ChecksText">Whether text is checked to be UTF-8 where it would otherwise be by whoever reads it.</param>
/// <param name="Pending">Reads on where bytes are not there yet; null where all are.</param>
internal readonly record struct WalkMode(LayoutLearner? Learner = null, PathTracer? Tracer = null, bool ChecksText = false, PendingBytes? Pending = null)
{
    /// <summary>Nobody watches: many steps may be taken at once.</summary>
    public bool IsUnwatched => Learner is null && Tracer is null;

    /// <summary>The mode for what a step refers to, which no layout holds.</summary>
    public WalkMode Within => this with { Learner = null };
}
