using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FinkTyped.Kafka;

/// <summary>A topic of a Kafka server.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Partitions">The number of its partitions.</param>
public sealed record AlertTopic(string Name, int Partitions)
{
    /// <summary>Which of Fink's services writes it, told from its name.</summary>
    public FinkService Service { get; } = ServiceOf(Name);

    // Partition, offset and more stand behind it, and file systems allow 255 bytes.
    private const int LongestName = 190;

    /// <summary>
    /// A topic's name as the name of a file: whatever a server calls a topic, it stays inside its folder. Names that Kafka allows stay as they are, but for
    /// dots at the beginning and the end of very long ones.
    /// </summary>
    /// <param name="topic">The topic's name.</param>
    public static string FileName(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var name = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(topic))
        {
            var isPlain = char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'_' or (byte)'-' || (unit == '.' && name.Length > 0);
            if (isPlain) name.Append((char)unit);
            else name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        if (name.Length <= LongestName) return name.ToString();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(topic)).AsSpan(0, 8));
        return $"{name.ToString(0, LongestName - digest.Length - 1)}-{digest}";
    }

    private static FinkService ServiceOf(string name)
    {
        if (name.EndsWith("_schema", StringComparison.Ordinal) && SchemaTopic.IsNeededFor(name, [])) return FinkService.Schema;
        if (name.StartsWith("ftransfer_", StringComparison.Ordinal)) return FinkService.DataTransfer;
        if (name.StartsWith("fxmatch_", StringComparison.Ordinal)) return FinkService.CrossMatch;
        return name.StartsWith("fink_ztf_", StringComparison.Ordinal) ? FinkService.Counting : FinkService.Livestream;
    }
}

/// <summary>The services of Fink that write topics.</summary>
public enum FinkService
{
    /// <summary>Alerts as they come.</summary>
    Livestream,

    /// <summary>Alerts of the past that somebody asked for.</summary>
    DataTransfer,

    /// <summary>The result of a cross-match that somebody asked for.</summary>
    CrossMatch,

    /// <summary>One short record for each alert of a night.</summary>
    Counting,

    /// <summary>The schema of a data transfer or a cross-match.</summary>
    Schema,
}
