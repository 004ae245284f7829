namespace FinkTyped;

/// <summary>A path that is none, or that leads nowhere in a schema. The message says where it ends and what may have been meant.</summary>
public sealed class AvroPathException : Exception
{
    internal AvroPathException(string path, string reason, string? suggestion = null)
        : base($"{path}: {reason}{(suggestion is null ? "" : $"; did you mean {suggestion}?")}")
    {
        Path = path;
        Reason = reason;
        Suggestion = suggestion;
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Why it leads nowhere.</summary>
    public string Reason { get; }

    /// <summary>The nearest path there is; null where none is near.</summary>
    public string? Suggestion { get; }
}
