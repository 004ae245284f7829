using System.Formats.Tar;

namespace FinkTyped;

/// <summary>A tar archive, gzip'ed or not, whose files are read one after the other as they stand there.</summary>
internal sealed class AlertArchive(ContainerInput input, string path) : IDisposable
{
    private readonly TarReader _tar = new(new ContainerInputStream(input, isGzip: false));
    private bool _isAny;

    /// <summary>Goes to the next alert file.</summary>
    /// <returns>Its name and its bytes, which are there until the next call; null at the end of the archive.</returns>
    /// <exception cref="AlertFileException">The archive is damaged, or holds no alert file.</exception>
    public async ValueTask<ArchiveMember?> NextAsync(bool async, CancellationToken stop)
    {
        try
        {
            while (await ReadEntryAsync(async, stop).ConfigureAwait(false) is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)) continue;
                if (!FileFinder.IsAlertFile(entry.Name)) continue;
                _isAny = true;
                return new ArchiveMember($"{path}:{entry.Name}", entry.DataStream ?? Stream.Null);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new AlertFileException(path, AlertFileFault.Cut, $"the archive ends too early: {ContainerException.Cause}", input.Position, innerException: e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new AlertFileException(path, AlertFileFault.Damaged, $"the archive is damaged: {e.Message}", input.Position, innerException: e);
        }

        return _isAny ? null : throw new AlertFileException(path, AlertFileFault.NotAContainer, "no .avro or .avro.gz file in this archive");
    }

    public void Dispose()
    {
        _tar.Dispose();
        input.Dispose();
    }

    private async ValueTask<TarEntry?> ReadEntryAsync(bool async, CancellationToken stop) =>
        async ? await _tar.GetNextEntryAsync(false, stop).ConfigureAwait(false) : _tar.GetNextEntry();
}

/// <summary>A file of an archive.</summary>
internal readonly record struct ArchiveMember(string Path, Stream Bytes);
