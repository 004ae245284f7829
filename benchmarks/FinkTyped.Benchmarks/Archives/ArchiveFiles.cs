using FinkTyped.Benchmarks.Data;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>The same alerts of a survey as files are met: a block for each, many in a block, deflated, and a file for each.</summary>
internal sealed class ArchiveFiles : IDisposable
{
    private const int PackedBlock = 1024 * 1024;

    // So many of the alerts are deflated too, or have a file of their own: enough to measure, and not to wait for.
    private const long PartBytes = 60_000_000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"fink-archive-{Environment.ProcessId}");

    public ArchiveFiles(string survey, long bytes)
    {
        var set = AlertSet.Plain(survey);
        Name = set.Name;
        Folder = Path.Combine(_folder, survey);
        Directory.CreateDirectory(Folder);
        Plain = Path.Combine(_folder, $"{survey}.avro");
        Packed = Path.Combine(_folder, $"{survey}-packed.avro");
        Deflated = Path.Combine(_folder, $"{survey}-deflated.avro");
        using var plain = AlertFileWriter.Create(Plain, set.Writer);
        using var packed = AlertFileWriter.Create(Packed, set.Writer, new() { BlockBytes = PackedBlock });
        using var deflated = AlertFileWriter.Create(Deflated, set.Writer, new() { Codec = AlertFileCodec.Deflate });
        for (var (i, written) = (0, 0L); written < bytes; i++)
        {
            // One by one, so that what is measured has all the memory, and is seen to need little.
            var datum = new DatumVariation(set.Writer, seed: i).Vary(set.Datums[i % set.Period]);
            plain.Append(datum);
            packed.Append(datum);
            written += datum.Length;
            if (written > PartBytes) continue;
            deflated.Append(datum);
            using var single = AlertFileWriter.Create(Path.Combine(Folder, $"{i:D6}.avro"), set.Writer);
            single.Append(datum);
        }
    }

    /// <summary>What the alerts are made of.</summary>
    public string Name { get; }

    /// <summary>A block for each alert, as Fink's transfers have.</summary>
    public string Plain { get; }

    /// <summary>Blocks of about a megabyte.</summary>
    public string Packed { get; }

    /// <summary>Deflated blocks of an alert each.</summary>
    public string Deflated { get; }

    /// <summary>A file for each alert.</summary>
    public string Folder { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
