namespace FinkTyped;

/// <summary>What happens when one of several files cannot be read, or not to its end.</summary>
public enum OnBadFile
{
    /// <summary>
    /// The other files are read, and at the end one <see cref="AlertFilesException"/> names all that are bad. Where there is but one file, its
    /// own exception is thrown. The default: nothing is hidden and nothing is lost silently.
    /// </summary>
    ThrowAtEnd,

    /// <summary>Its exception is thrown at once, and reading ends.</summary>
    ThrowAtOnce,

    /// <summary>The other files are read, and nothing is thrown: <see cref="AlertFileOptions.BadFileFound"/> tells.</summary>
    Skip,
}
