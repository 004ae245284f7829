using System.Formats.Tar;

namespace FinkTyped;

/// <summary>A tar archive, gzip'ed or not, whose files are read one after the other as they stand there.</summary>
internal sealed class AlertArchive : IDisposable
{
    // Names and attributes of a file are read into memory at once.
    private const int MaxHeaderBytes = 1024 * 1024;

    private readonly ContainerInput _input;
    private readonly ContainerInputStream _stream;
    private readonly TarReader _tar;
    private readonly string _path;
    private TarEntry? _entry;
    private bool _isAny;

    public AlertArchive(ContainerInput input, string path)
    {
        _input = input;
        _stream = new ContainerInputStream(input, isGzip: false);
        _tar = new TarReader(_stream);
        _path = path;
    }

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
                // An archive in it is not read, but not passed over in silence either.
                if (!FileFinder.IsAlertFile(entry.Name) && !FileFinder.IsArchive(entry.Name)) continue;
                _isAny = true;
                return new ArchiveMember($"{_path}:{entry.Name}", entry.DataStream ?? Stream.Null);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new AlertFileException(_path, AlertFileFault.Cut, $"the archive ends too early: {ContainerException.Cause}", _input.Position, innerException: e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException or ArithmeticException or NotSupportedException)
        {
            throw new AlertFileException(_path, AlertFileFault.Damaged, $"the archive is damaged: {e.Message}", _input.Position, innerException: e);
        }

        return _isAny ? null : throw new AlertFileException(_path, AlertFileFault.NotAContainer, "no .avro or .avro.gz file in this archive");
    }

    public void Dispose()
    {
        _tar.Dispose();
        _input.Dispose();
    }

    private async ValueTask<TarEntry?> ReadEntryAsync(bool async, CancellationToken stop)
    {
        // What is left of the file before is read to its end first, so that what is read then is a header.
        _stream.Allowance = long.MaxValue;
        if (_entry?.DataStream is { } rest)
        {
            if (async) await rest.CopyToAsync(Stream.Null, stop).ConfigureAwait(false);
            else rest.CopyTo(Stream.Null);
        }

        _stream.Allowance = MaxHeaderBytes;
        _entry = async ? await _tar.GetNextEntryAsync(false, stop).ConfigureAwait(false) : _tar.GetNextEntry();
        _stream.Allowance = long.MaxValue;
        return _entry;
    }
}

/// <summary>A file of an archive.</summary>
internal readonly record struct ArchiveMember(string Path, Stream Bytes);
