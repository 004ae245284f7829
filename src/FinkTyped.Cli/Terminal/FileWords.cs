using System.Text.RegularExpressions;

namespace FinkTyped.Cli.Terminal;

/// <summary>What is wrong with a path, where the system's own words lead astray.</summary>
internal static partial class FileWords
{
    /// <summary>What is wrong; null where the exception says it well enough.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        // To open a folder as a file is "denied" to whoever asks.
        UnauthorizedAccessException or IOException when Quoted().Match(exception.Message) is { Success: true } path && Directory.Exists(path.Groups[1].Value) =>
            $"{path.Groups[1].Value} is a folder, and a file is needed here.",
        FileNotFoundException { FileName: null } => "the folder that fink was started in is not there any more.",
        _ => null,
    };

    [GeneratedRegex("^(?:Access to the path|Is a directory :) '(.*)'", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}
