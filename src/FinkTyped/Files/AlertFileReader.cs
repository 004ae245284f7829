using FinkTyped.Codecs;
using FinkTyped.Plans;

namespace FinkTyped;

/// <summary>
/// Reads the alerts of one Avro object container (<c>.avro</c>), gzip'ed or not: block by block, strictly, with the codecs null and deflate and
/// those that are registered with <see cref="AlertBlockCodec"/>.
/// Not safe to share between threads. <see cref="AlertFile"/> is the simpler way to read files and folders.
/// </summary>
public sealed partial class AlertFileReader : IDisposable, IAsyncDisposable
{
    private readonly ContainerInput _input;
    private readonly ContainerHeader? _header;
    private readonly ContainerBuffer _packed;
    private readonly ContainerBuffer _plain;
    private readonly AlertBlockCodec _codec;
    private readonly AvroLimits _limits;
    private readonly bool _lends;
    private readonly LazyBlock? _lazy;
    private readonly bool _maps;
    private RecordPlan? _framing;
    private ReadOnlyMemory<byte> _rest;
    private long _left;
    private long _block = -1;
    private long _blockStart;
    private long _inBlock;
    private bool _isEnded;

    private AlertFileReader(ContainerInput input, ContainerHeader? header, AvroSchema schema, AlertBlockCodec codec, ContainerSource source)
    {
        _input = input;
        _header = header;
        _codec = codec;
        _limits = source.Limits;
        // A packed block is read again and again into the same memory; what alerts are handed out of may have to stay.
        _packed = new ContainerBuffer(pooled: source.Use != BlockUse.Keep || codec.Codec != AlertFileCodec.Null);
        _plain = new ContainerBuffer(pooled: source.Use != BlockUse.Keep);
        _lends = source.Use is BlockUse.Lend or BlockUse.Look;
        if (source.Use == BlockUse.Look && codec.Codec == AlertFileCodec.Null)
        {
            _lazy = new LazyBlock(this, source.Ahead ?? new LookAhead());
            _maps = source.Maps;
        }

        WriterSchema = schema;
        Path = source.Path;
    }

    /// <summary>The file, or the name that was given for a stream.</summary>
    public string Path { get; }

    /// <summary>The schema the alerts were written with.</summary>
    public AvroSchema WriterSchema { get; }

    /// <summary>The writer schema's JSON as it is in the header.</summary>
    public ReadOnlyMemory<byte> SchemaJson => _header?.SchemaJson ?? WriterSchema.SourceJson;

    /// <summary>The header's metadata: <c>avro.schema</c>, <c>avro.codec</c> and whatever else the writer put there.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata =>
        _header?.Metadata ?? System.Collections.Frozen.FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>How the blocks are compressed.</summary>
    public AlertFileCodec Codec => _codec.Codec;

    /// <summary>How many alerts were read so far: the index of the next.</summary>
    public long Index { get; private set; }

    /// <summary>Where the next alert is.</summary>
    public AlertPlace Place => new(Path, Math.Max(_block, 0), Index);

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file; whether it is gzip'ed is seen from its first bytes.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <exception cref="AvroException">The file is no container, is damaged, or has a codec that is not supported.</exception>
    public static AlertFileReader Open(string path, AvroLimits? limits = null) =>
        OpenAsync(OpenFile(path, isAsync: false), false, Named(path, limits), false, default).Ended();

    /// <summary>Opens a file and reads its header asynchronously; ask for alerts with <see cref="ReadDatumsAsync"/>.</summary>
    /// <param name="path">The file; whether it is gzip'ed is seen from its first bytes.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">The file is no container, is damaged, or has a codec that is not supported.</exception>
    public static ValueTask<AlertFileReader> OpenAsync(string path, AvroLimits? limits = null, CancellationToken stop = default) =>
        OpenAsync(OpenFile(path, isAsync: true), false, Named(path, limits), true, stop);

    /// <summary>Reads the header of a container in a stream.</summary>
    /// <param name="stream">The stream, at the container's first byte.</param>
    /// <param name="name">What to call the stream in errors.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="leaveOpen">Whether the stream is left open when the reader is disposed.</param>
    /// <exception cref="AvroException">The stream is no container, is damaged, or has a codec that is not supported.</exception>
    public static AlertFileReader Open(Stream stream, string name, AvroLimits? limits = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OpenAsync(stream, leaveOpen, Named(name, limits), false, default).Ended();
    }

    /// <summary>Reads the header of a container in a stream asynchronously; ask for alerts with <see cref="ReadDatumsAsync"/>.</summary>
    /// <param name="stream">The stream, at the container's first byte.</param>
    /// <param name="name">What to call the stream in errors.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="leaveOpen">Whether the stream is left open when the reader is disposed.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">The stream is no container, is damaged, or has a codec that is not supported.</exception>
    public static ValueTask<AlertFileReader> OpenAsync(
        Stream stream, string name, AvroLimits? limits = null, bool leaveOpen = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OpenAsync(stream, leaveOpen, Named(name, limits), true, stop);
    }

    /// <summary>Reads the next alert's bytes.</summary>
    /// <param name="datum">The alert. Its bytes stay valid for as long as they are referred to.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="AvroException">The file is damaged; the message says where. The next call goes on behind the damage, if it can.</exception>
    public bool TryRead(out AlertDatum datum)
    {
        if (!NextBlockAsync(false, default).Ended())
        {
            datum = default;
            return false;
        }

        datum = TakeDatum();
        return true;
    }

    /// <summary>Reads and decodes the next alert.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <param name="alert">The alert; null at the end of the file.</param>
    /// <param name="resolution">How the file's schema is resolved to the compiled one; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="AvroException">The file is damaged; the message says where. The next call goes on behind the damage, if it can.</exception>
    /// <exception cref="SchemaResolutionException">The file's schema cannot be resolved to the compiled one.</exception>
    public bool TryRead<T>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? alert, SchemaResolution? resolution = null)
        where T : class, IAvroRecord<T>
    {
        var decoder = DecoderOf<T>(resolution);
        alert = NextBlockAsync(false, default).Ended() ? TakeAlert(decoder) : null;
        return alert is not null;
    }

    /// <summary>Reads the alerts that are left. Their bytes stay valid for as long as they are referred to.</summary>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">The file is damaged; the message says where.</exception>
    public async IAsyncEnumerable<AlertDatum> ReadDatumsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        while (await NextBlockAsync(true, stop).ConfigureAwait(false)) yield return TakeDatum();
    }

    /// <summary>Closes the stream, unless it was to be left open.</summary>
    public void Dispose()
    {
        _input.Dispose();
        _packed.Dispose();
        _plain.Dispose();
        _rest = default;
        _left = 0;
    }

    /// <summary>Closes the stream, unless it was to be left open.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a file to read from its first byte to its last.</summary>
    internal static FileStream OpenFile(string path, bool isAsync) => new(
        path,
        new FileStreamOptions
        {
            // Others may go on appending to a file that is read.
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan | (isAsync ? FileOptions.Asynchronous : FileOptions.None),
        });

    /// <summary>Reads the header of a container, unzipped where it was zipped. The input is disposed with the reader, and where this throws.</summary>
    internal static async ValueTask<AlertFileReader> OpenAsync(ContainerInput input, ContainerSource source, bool async, CancellationToken stop)
    {
        try
        {
            if (source.RawSchema is { } raw)
            {
                await input.FillAsync(ContainerHeader.Magic.Length, async, stop).ConfigureAwait(false);
                if (!input.Buffered.StartsWith(ContainerHeader.Magic))
                {
                    var datum = await RawDatum.ReadAsync(input, raw, source.Limits, async, stop).ConfigureAwait(false);
                    return new AlertFileReader(input, null, raw, AlertBlockCodec.Get(AlertFileCodec.Null), source) { _rest = datum, _left = 1, _block = 0, _isEnded = true };
                }
            }

            var header = await ContainerHeader.ReadAsync(input, source.Limits, async, stop).ConfigureAwait(false);
            if (!AlertBlockCodec.TryFind(header.CodecName, out var codec))
            {
                throw new ContainerException(AlertFileFault.UnknownCodec, AlertBlockCodec.Unsupported(header.CodecName));
            }

            return new AlertFileReader(input, header, AvroSchema.ParseWriter(header.SchemaJson.Span, source.Limits), codec, source);
        }
        catch (Exception e)
        {
            var position = input.Position;
            input.Dispose();
            if (e is AvroException fault) throw InHeader(fault, source.Path);
            if (e is InvalidDataException) throw new AlertFileException(source.Path, AlertFileFault.Damaged, ContainerOpener.NotGzip, position, innerException: e);
            throw;
        }
    }

    /// <summary>About how many bytes the next alert has: those of its block, divided by how many are left in it.</summary>
    internal int BytesOfNext => (int)(_rest.Length / Math.Max(1, _left));

    /// <summary>A reader of some of this reader's blocks, which others may read at the same time.</summary>
    /// <param name="range">The blocks.</param>
    /// <param name="use">What becomes of their bytes.</param>
    /// <param name="ahead">How much of each is read first, where they are looked at.</param>
    internal AlertFileReader OfBlocks(BlockRange range, BlockUse use, LookAhead ahead)
    {
        var input = new ContainerInput(new RangeStream(range.File, range.Start, range.End), leaveOpen: false) { Position = range.Start };
        return new AlertFileReader(input, _header, WriterSchema, _codec, new ContainerSource(Path, _limits, use, Ahead: ahead)) { _block = range.FirstBlock - 1, Index = range.FirstAlert };
    }

    /// <summary>Where the first block begins, and the marker behind each, before any was read.</summary>
    internal (long Start, byte[] Sync) Blocks => (_input.Position, _header!.Sync);

    private static ContainerSource Named(string path, AvroLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ContainerSource(path, limits ?? AvroLimits.Default, BlockUse.Either);
    }

    private static async ValueTask<AlertFileReader> OpenAsync(Stream stream, bool leaveOpen, ContainerSource source, bool async, CancellationToken stop)
    {
        ContainerInput input;
        try
        {
            input = await ContainerOpener.UnzipAsync(stream, leaveOpen, async, stop).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new AlertFileException(source.Path, AlertFileFault.Damaged, ContainerOpener.NotGzip, innerException: e);
        }

        return await OpenAsync(input, source, async, stop).ConfigureAwait(false);
    }
}
