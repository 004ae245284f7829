using System.Buffers.Binary;
using System.IO.Compression;

namespace FinkTyped.Simulation.Fits;

/// <summary>Compresses as ZTF's pipeline does: one gzip member, its time of making and system set.</summary>
internal static class Gzip
{
    private const int TimeOffset = 4;
    private const int SlowestAlgorithm = 2;
    private const int Unix = 3;

    /// <param name="data">What to compress.</param>
    /// <param name="made">The time in the header. Without it two runs would differ.</param>
    public static byte[] Compress(ReadOnlySpan<byte> data, DateTime made)
    {
        using var output = new MemoryStream(data.Length);
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(data);

        var result = output.ToArray();
        var seconds = (uint)(made - DateTime.UnixEpoch).TotalSeconds;
        BinaryPrimitives.WriteUInt32LittleEndian(result.AsSpan(TimeOffset), seconds);
        result[TimeOffset + sizeof(uint)] = SlowestAlgorithm;
        result[TimeOffset + sizeof(uint) + 1] = Unix;
        return result;
    }
}
