using System.IO.Compression;
using FinkTyped.Simulation.Fits;

namespace FinkTyped.Simulation.Tests.Fits;

public sealed class GzipTests
{
    private static readonly DateTime Made = new(2026, 3, 22, 12, 14, 52, DateTimeKind.Utc);

    [Fact]
    public void The_header_is_that_of_ZTF_s_pipeline() =>
        Assert.Equal("1F8B08003CDDBF690203", Convert.ToHexString(Gzip.Compress(new byte[100], Made).AsSpan(0, 10)));

    [Fact]
    public void The_same_bytes_compress_to_the_same_bytes() =>
        Assert.Equal(Gzip.Compress(Data(), Made), Gzip.Compress(Data(), Made));

    [Fact]
    public void What_was_compressed_comes_back()
    {
        using var gzip = new GZipStream(new MemoryStream(Gzip.Compress(Data(), Made)), CompressionMode.Decompress);
        using var back = new MemoryStream();
        gzip.CopyTo(back);

        Assert.Equal(Data(), back.ToArray());
    }

    private static byte[] Data() => [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * i >> 3))];
}
