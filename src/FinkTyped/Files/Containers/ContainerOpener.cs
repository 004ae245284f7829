using System.IO.Compression;

namespace FinkTyped;

/// <summary>What a stream of alerts turns out to be.</summary>
internal enum ContainerKind
{
    /// <summary>An object container.</summary>
    Container,

    /// <summary>A tar archive of files.</summary>
    Archive,

    /// <summary>Something else: a raw datum, or nothing of ours.</summary>
    Other,
}

/// <summary>Finds out by its first bytes what a stream is, and unzips it on the way.</summary>
internal static class ContainerOpener
{
    /// <summary>What is said of gzip'ed data that cannot be unzipped.</summary>
    public const string NotGzip = "the gzip'ed data is damaged or ends too early";

    // Some files are zipped twice, by a tool and by a transfer.
    private const int MostLayers = 2;

    /// <summary>Wraps a stream; the input is the caller's to dispose, and with it the stream, unless it is to be left open.</summary>
    /// <remarks>Where it throws, the input is disposed.</remarks>
    public static async ValueTask<ContainerInput> UnzipAsync(Stream stream, bool leaveOpen, bool async, CancellationToken stop)
    {
        var input = new ContainerInput(stream, leaveOpen);
        try
        {
            for (var layer = 0; layer < MostLayers; layer++)
            {
                await input.FillAsync(3, async, stop).ConfigureAwait(false);
                if (!IsGzip(input.Buffered)) break;
                var unzipped = new GZipStream(new ContainerInputStream(input, isGzip: true), CompressionMode.Decompress);
                input = new ContainerInput(unzipped, leaveOpen: false);
            }

            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>Whether bytes begin as gzip'ed data do; its one method of compression tells it from a datum.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B] or [0x1F, 0x8B, 8, ..];

    /// <summary>Looks at the first bytes without taking them.</summary>
    public static async ValueTask<ContainerKind> KindAsync(ContainerInput input, bool async, CancellationToken stop)
    {
        await input.FillAsync(ContainerHeader.Magic.Length, async, stop).ConfigureAwait(false);
        if (input.Buffered.StartsWith(ContainerHeader.Magic)) return ContainerKind.Container;
        await input.FillAsync(TarHeader.Length, async, stop).ConfigureAwait(false);
        return TarHeader.Is(input.Buffered) ? ContainerKind.Archive : ContainerKind.Other;
    }
}
