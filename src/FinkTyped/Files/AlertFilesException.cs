namespace FinkTyped;

/// <summary>Some files of several could not be read, or not to their end. The alerts of the others, and what is whole in these, came before.</summary>
public sealed class AlertFilesException : AvroException
{
    private const int ShownInMessage = 20;

    internal AlertFilesException(IReadOnlyList<BadFile> files) : base(Describe(files), innerException: files[0].Exception) => Files = files;

    /// <summary>The bad files, in the order they were met.</summary>
    public IReadOnlyList<BadFile> Files { get; }

    private static string Describe(IReadOnlyList<BadFile> files)
    {
        var lines = files.Take(ShownInMessage).Select(file => $"\n  {file}");
        var more = files.Count > ShownInMessage ? $"\n  … and {files.Count - ShownInMessage} more" : "";
        return $"{files.Count} file(s) could not be read, or not to the end:{string.Concat(lines)}{more}";
    }
}
