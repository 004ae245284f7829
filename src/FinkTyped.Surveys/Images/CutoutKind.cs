namespace FinkTyped.Astronomy;

/// <summary>Which of an alert's cutouts.</summary>
public enum CutoutKind
{
    /// <summary>The image as it was taken.</summary>
    Science,

    /// <summary>What the sky looked like before: the reference image.</summary>
    Template,

    /// <summary>What changed.</summary>
    Difference,
}
