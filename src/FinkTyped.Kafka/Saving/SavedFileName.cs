using System.Globalization;
using System.Text.RegularExpressions;

namespace FinkTyped.Kafka;

/// <summary>
/// The name of a file of saved alerts, which says what is in it: topic, partition and offsets, so that names sort as the stream does. Where the alerts of a
/// range are spread over several files, each is one part of so many.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="First">The first offset.</param>
/// <param name="Last">The last offset. What is not in the file of the offsets between is not to be saved, or is in another part.</param>
/// <param name="Part">Which part of the range this is, from 1.</param>
/// <param name="Parts">How many there are.</param>
/// <param name="Extension">What kind of file it is, with the dot. The offsets in a file of any kind are saved.</param>
internal readonly partial record struct SavedFileName(string Topic, int Partition, long First, long Last, int Part = 1, int Parts = 1, string Extension = SavedFileName.Container)
{
    public const string Container = ".avro";

    /// <summary>What the names of a partition's files begin with.</summary>
    public static string Prefix(string topic, int partition) => string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition:D3}-");

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string name, out SavedFileName file)
    {
        file = default;
        var match = Pattern().Match(name);
        if (!match.Success) return false;
        long Number(string group, long missing) => match.Groups[group] is { Success: true } found ? long.Parse(found.Value, CultureInfo.InvariantCulture) : missing;
        file = new SavedFileName(
            match.Groups["topic"].Value, (int)Number("partition", 0), Number("first", 0), Number("last", 0), (int)Number("part", 1), (int)Number("parts", 1),
            match.Groups["extension"].Value);
        return true;
    }

    /// <summary>Whether another file holds alerts of the same range.</summary>
    public bool IsOfSameRange(SavedFileName other) =>
        (Topic, Partition, First, Last, Parts, Extension) == (other.Topic, other.Partition, other.First, other.Last, other.Parts, other.Extension);

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = Parts == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Part}of{Parts}");
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix(Topic, Partition)}{First:D12}-{Last:D12}{parts}{Extension}");
    }

    [GeneratedRegex(@"^(?<topic>.+)-(?<partition>\d{3,9})-(?<first>\d{12,18})-(?<last>\d{12,18})(\.(?<part>\d{1,6})of(?<parts>\d{1,6}))?(?<extension>\.[a-z0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
