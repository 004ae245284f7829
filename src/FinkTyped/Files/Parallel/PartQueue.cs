namespace FinkTyped;

/// <summary>Divides the files of a set into parts for several threads: small files together, large containers into ranges of blocks. Not for threads to share.</summary>
internal sealed class PartQueue<TItem>(IEnumerable<string> paths, AlertFileOptions options, long partBytes, bool async) : IDisposable
{
    private const int MostFiles = 64;

    private readonly IEnumerator<FoundFile> _files = FileFinder.Find(paths).GetEnumerator();
    private readonly List<string> _small = [];
    private SplitFile? _split;
    private BlockSplitter? _splitter;
    private FoundFile? _next;

    /// <summary>Takes the next part; null behind the last.</summary>
    public AlertPart<TItem>? Next()
    {
        while (true)
        {
            if (_splitter is not null)
            {
                if (_splitter.TryNext(partBytes, out var range))
                {
                    _split!.Add();
                    return new AlertPart<TItem>([], _split, range, range.End == long.MaxValue ? RandomAccess.GetLength(range.File) - range.Start : range.End - range.Start, async);
                }

                _splitter = null;
                return new AlertPart<TItem>([], _split, default, 0, async);
            }

            if (_next is null && !_files.MoveNext()) return null;
            var file = _next ?? _files.Current;
            _next = null;
            if (SmallPart(file) is { } part) return part;
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _split?.Dispose();
    }

    /// <summary>A part of whole files, beginning with this one; null where it is to be split.</summary>
    private AlertPart<TItem>? SmallPart(FoundFile first)
    {
        var length = LengthOf(first);
        if (length > 2 * partBytes && TrySplit(first.Path)) return null;
        _small.Clear();
        _small.Add(first.Path);
        while (length < partBytes && _small.Count < MostFiles && _files.MoveNext())
        {
            var more = LengthOf(_files.Current);
            if (length + more > partBytes)
            {
                _next = _files.Current;
                break;
            }

            _small.Add(_files.Current.Path);
            length += more;
        }

        return new AlertPart<TItem>([.. _small], null, default, length, async);
    }

    // A path that stands for no file is told of by whoever reads the part.
    private static long LengthOf(FoundFile file)
    {
        if (file.Fault is not null || file.Path == AlertFile.StandardInput) return 0;
        try
        {
            return new FileInfo(file.Path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private bool TrySplit(string path)
    {
        FileStream? file = null;
        try
        {
            file = AlertFileReader.OpenFile(path, isAsync: false);
            Span<byte> magic = stackalloc byte[ContainerHeader.Magic.Length];
            if (!file.CanSeek || RandomAccess.Read(file.SafeFileHandle, magic, 0) < magic.Length || !magic.SequenceEqual(ContainerHeader.Magic))
            {
                file.Dispose();
                return false;
            }

            var source = new ContainerSource(path, options.Limits, BlockUse.Either);
            var reader = AlertFileReader.OpenAsync(new ContainerInput(file, leaveOpen: false), source, false, default).Ended();
            _split = new SplitFile(reader);
            _splitter = new BlockSplitter(file.SafeFileHandle, reader.Blocks.Start, reader.Blocks.Sync, options.Limits);
            return true;
        }
        catch (Exception e) when (e is AvroException or IOException or UnauthorizedAccessException)
        {
            // Whoever reads it as a whole says what is wrong.
            file?.Dispose();
            return false;
        }
    }
}
