using System.Runtime.ExceptionServices;

namespace FinkTyped;

/// <summary>
/// Opens the files of a set one after the other, those within archives too: each once, and from its first byte to its last, so that
/// pipes can be read.
/// </summary>
internal sealed class ContainerQueue(IEnumerable<string> paths, AlertFileOptions options, BlockUse use, LookAhead ahead) : IDisposable
{
    private readonly IEnumerator<FoundFile> _files = FileFinder.Find(paths).GetEnumerator();
    private AlertArchive? _archive;

    /// <summary>What is being read, or was found to be bad.</summary>
    public string Path { get; private set; } = "";

    /// <summary>How many files were met.</summary>
    public int Count { get; private set; }

    /// <summary>Opens the next file; null behind the last one.</summary>
    /// <remarks>What it throws is about the file at <see cref="Path"/>; the next call goes on with another.</remarks>
    public async ValueTask<AlertFileReader?> NextAsync(bool async, CancellationToken stop)
    {
        while (true)
        {
            if (_archive is not null)
            {
                if (await NextMemberAsync(async, stop).ConfigureAwait(false) is { } member) return member;
            }
            else if (!_files.MoveNext())
            {
                return null;
            }
            else
            {
                Count++;
                Path = _files.Current.Path;
                if (_files.Current.Fault is { } fault) ExceptionDispatchInfo.Throw(fault);
                if (await OpenAsync(OpenStream(async), false, async, stop).ConfigureAwait(false) is { } reader) return reader;
            }
        }
    }

    public void Dispose()
    {
        CloseArchive();
        _files.Dispose();
    }

    private async ValueTask<AlertFileReader?> NextMemberAsync(bool async, CancellationToken stop)
    {
        ArchiveMember? member;
        try
        {
            member = await _archive!.NextAsync(async, stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (e is AlertFileException { Path: var path }) Path = path;
            CloseArchive();
            throw;
        }

        if (member is not { } file)
        {
            CloseArchive();
            return null;
        }

        Count++;
        Path = file.Path;
        return await OpenAsync(file.Bytes, true, async, stop).ConfigureAwait(false);
    }

    /// <summary>Opens a stream; null where it is an archive, whose files come next.</summary>
    private async ValueTask<AlertFileReader?> OpenAsync(Stream stream, bool isMember, bool async, CancellationToken stop)
    {
        var source = new ContainerSource(Path, options.Limits, use, options.RawSchema, ahead, options.MapsFiles);
        ContainerInput? input = null;
        try
        {
            input = await ContainerOpener.UnzipAsync(stream, isMember, async, stop).ConfigureAwait(false);
            var kind = await ContainerOpener.KindAsync(input, async, stop).ConfigureAwait(false);
            if (kind != ContainerKind.Archive) return await AlertFileReader.OpenAsync(input, source, async, stop).ConfigureAwait(false);
            if (isMember) throw new AlertFileException(Path, AlertFileFault.NotAContainer, "an archive within an archive is not read");
            _archive = new AlertArchive(input, Path);
            return null;
        }
        catch (Exception e)
        {
            input?.Dispose();
            if (e is InvalidDataException) throw new AlertFileException(Path, AlertFileFault.Damaged, ContainerOpener.NotGzip, innerException: e);
            throw;
        }
    }

    private Stream OpenStream(bool async)
    {
        if (Path != AlertFile.StandardInput) return AlertFileReader.OpenFile(Path, async);
        Path = "standard input";
        return Console.OpenStandardInput();
    }

    private void CloseArchive()
    {
        _archive?.Dispose();
        _archive = null;
    }
}

/// <summary>Where a container comes from, and how it is to be read.</summary>
/// <param name="Path">What to call it.</param>
/// <param name="Limits">Bounds.</param>
/// <param name="Use">What becomes of the bytes of blocks.</param>
/// <param name="RawSchema">The schema of what is no container but one datum; null where that is a fault.</param>
/// <param name="Ahead">How much of a block that is looked at is read first.</param>
/// <param name="Maps">Whether blocks that are looked at are mapped into memory instead of read.</param>
internal readonly record struct ContainerSource(string Path, AvroLimits Limits, BlockUse Use, AvroSchema? RawSchema = null, LookAhead? Ahead = null, bool Maps = false);

/// <summary>What becomes of the bytes of blocks.</summary>
internal enum BlockUse
{
    /// <summary>Views over them are handed out, and stay valid.</summary>
    Keep,

    /// <summary>The same, or records are made of them, as each alert is asked for.</summary>
    Either,

    /// <summary>Each datum is of use until the next is asked for.</summary>
    Lend,

    /// <summary>So it is, and no more of it is looked at than is read when it is looked at.</summary>
    Look,
}
