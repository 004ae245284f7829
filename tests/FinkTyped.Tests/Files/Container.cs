using System.IO.Compression;
using System.Text;

namespace FinkTyped.Tests;

/// <summary>Containers of small alerts, in memory.</summary>
internal static class Container
{
    /// <summary>A container of alerts.</summary>
    public static byte[] Of(IEnumerable<SmallAlert> alerts, AlertFileCodec codec = AlertFileCodec.Null, int blockBytes = 100_000)
    {
        var file = new MemoryStream();
        var options = new AlertFileWriterOptions { Codec = codec, BlockBytes = blockBytes };
        using (var writer = AlertFileWriter.Create(file, Encoding.UTF8.GetBytes(SmallAlert.Json), options, leaveOpen: true))
        {
            foreach (var alert in alerts) writer.Append(alert);
        }

        return file.ToArray();
    }

    /// <summary>The alerts of a container.</summary>
    public static List<SmallAlert> Read(byte[] file)
    {
        using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream");
        var alerts = new List<SmallAlert>();
        while (reader.TryRead<SmallAlert>(out var alert)) alerts.Add(alert);
        return alerts;
    }

    /// <summary>Gzip'ed bytes.</summary>
    public static byte[] Gzip(byte[] file)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }

    /// <summary>Gives a file another length, as another process would while it is read.</summary>
    public static void SetLength(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }
}
