using System.Text.Json.Serialization;

namespace FinkTyped;

/// <summary>A file that cannot be read, or not to its end, or some of whose alerts cannot.</summary>
/// <param name="Path">The file, <c>archive.tar:member.avro</c> within an archive; or a path that stands for no file.</param>
/// <param name="Exception">What is wrong; the first fault where there are several.</param>
/// <param name="Faults">How many faults were met: alerts that were passed over, and the one that ended the file.</param>
public sealed record BadFile(string Path, [property: JsonIgnore] Exception Exception, long Faults)
{
    // An exception that was thrown cannot be written as JSON; what it says can.
    /// <summary>What is wrong, in words.</summary>
    public string Reason => Exception.Message;

    /// <summary>The file and what is wrong with it.</summary>
    public override string ToString()
    {
        var message = Exception.Message;
        var path = PrintableText.OfLines(Path);
        if (!message.Contains(path, StringComparison.Ordinal)) message = $"{path}: {message}";
        return Faults > 1 ? $"{message} (and {Faults - 1} more fault(s) in this file)" : message;
    }
}
