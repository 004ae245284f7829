using System.IO.Compression;

namespace FinkTyped;

/// <summary>
/// Reads the alerts of one Avro object container (<c>.avro</c>), gzip'ed or not: block by block, strictly, with the codecs null and deflate.
/// Not safe to share between threads. <see cref="AlertFile"/> is the simpler way to read files and folders.
/// </summary>
public sealed partial class AlertFileReader : IDisposable, IAsyncDisposable
{
    private readonly ContainerInput _input;
    private readonly ContainerHeader _header;
    private readonly ContainerBuffer _packed;
    private readonly ContainerBuffer _plain;
    private readonly AlertFileCodec _codec;
    private readonly AvroLimits _limits;
    private ReadOnlyMemory<byte> _rest;
    private long _left;
    private long _block = -1;
    private long _inBlock;
    private bool _isEnded;

    private AlertFileReader(ContainerInput input, ContainerHeader header, AvroSchema schema, AlertFileCodec codec, Source source)
    {
        _input = input;
        _header = header;
        _codec = codec;
        _limits = source.Limits;
        // A packed block is read again and again into the same memory; what alerts are handed out of may have to stay.
        _packed = new ContainerBuffer(pooled: source.ReuseMemory || codec != AlertFileCodec.Null);
        _plain = new ContainerBuffer(source.ReuseMemory);
        WriterSchema = schema;
        Path = source.Path;
    }

    /// <summary>The file, or the name that was given for a stream.</summary>
    public string Path { get; }

    /// <summary>The schema the alerts were written with.</summary>
    public AvroSchema WriterSchema { get; }

    /// <summary>The writer schema's JSON as it is in the header.</summary>
    public ReadOnlyMemory<byte> SchemaJson => _header.SchemaJson;

    /// <summary>The header's metadata: <c>avro.schema</c>, <c>avro.codec</c> and whatever else the writer put there.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata => _header.Metadata;

    /// <summary>How the blocks are compressed.</summary>
    public AlertFileCodec Codec => _codec;

    /// <summary>How many alerts were read so far: the index of the next.</summary>
    public long Index { get; private set; }

    /// <summary>Where the next alert is.</summary>
    public AlertPlace Place => new(Path, Math.Max(_block, 0), Index);

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file; whether it is gzip'ed is seen from its first bytes.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <exception cref="AvroException">The file is no container, is damaged, or has a codec that is not supported.</exception>
    public static AlertFileReader Open(string path, AvroLimits? limits = null) =>
        OpenAsync(OpenFile(path, isAsync: false), false, Named(path, limits), null, false, default).Ended();

    /// <summary>Opens a file and reads its header asynchronously; ask for alerts with <see cref="ReadDatumsAsync"/>.</summary>
    /// <param name="path">The file; whether it is gzip'ed is seen from its first bytes.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="AvroException">The file is no container, is damaged, or has a codec that is not supported.</exception>
    public static ValueTask<AlertFileReader> OpenAsync(string path, AvroLimits? limits = null, CancellationToken stop = default) =>
        OpenAsync(OpenFile(path, isAsync: true), false, Named(path, limits), null, true, stop);

    /// <summary>Reads the header of a container in a stream.</summary>
    /// <param name="stream">The stream, at the container's first byte.</param>
    /// <param name="name">What to call the stream in errors.</param>
    /// <param name="limits">Bounds on the header and on each block; <see cref="AvroLimits.Default"/> where null.</param>
    /// <param name="leaveOpen">Whether the stream is left open when the reader is disposed.</param>
    /// <exception cref="AvroException">The stream is no container, is damaged, or has a codec that is not supported.</exception>
    public static AlertFileReader Open(Stream stream, string name, AvroLimits? limits = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OpenAsync(stream, leaveOpen, Named(name, limits), null, false, default).Ended();
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
        return OpenAsync(stream, leaveOpen, Named(name, limits), null, true, stop);
    }

    /// <summary>Reads the next alert's bytes.</summary>
    /// <param name="datum">The alert. Its bytes are a window over the reader's memory, valid until the next call.</param>
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

    /// <summary>Reads the alerts that are left. The bytes of each are a window over the reader's memory, valid until the next is asked for.</summary>
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

    /// <summary>Opens a file of several that are read one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="schemas">The schema of the file before, which this one's is likely to be.</param>
    /// <param name="reuseMemory">Whether the windows over alerts need only be valid until the next one.</param>
    /// <param name="async">Whether to read asynchronously.</param>
    /// <param name="stop">Ends the reading.</param>
    internal static ValueTask<AlertFileReader> OpenAsync(
        string path, AvroLimits limits, LastSchema schemas, bool reuseMemory, bool async, CancellationToken stop) =>
        OpenAsync(OpenFile(path, async), false, new Source(path, limits, reuseMemory), schemas, async, stop);

    /// <summary>The same of a stream.</summary>
    internal static ValueTask<AlertFileReader> OpenAsync(
        Stream stream, string name, AvroLimits limits, LastSchema schemas, bool reuseMemory, bool async, CancellationToken stop) =>
        OpenAsync(stream, false, new Source(name, limits, reuseMemory), schemas, async, stop);

    private static Source Named(string path, AvroLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new Source(path, limits ?? AvroLimits.Default, ReuseMemory: true);
    }

    private static FileStream OpenFile(string path, bool isAsync) => new(
        path,
        new FileStreamOptions
        {
            // Others may go on appending to a file that is read.
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan | (isAsync ? FileOptions.Asynchronous : FileOptions.None),
        });

    private static async ValueTask<AlertFileReader> OpenAsync(
        Stream stream, bool leaveOpen, Source source, LastSchema? schemas, bool async, CancellationToken stop)
    {
        var input = new ContainerInput(stream, leaveOpen);
        try
        {
            await input.FillAsync(2, async, stop).ConfigureAwait(false);
            if (input.Buffered is [0x1F, 0x8B, ..])
            {
                var unzipped = new GZipStream(new ContainerInputStream(input), CompressionMode.Decompress);
                input = new ContainerInput(unzipped, leaveOpen: false);
            }

            var header = await ContainerHeader.ReadAsync(input, source.Limits, async, stop).ConfigureAwait(false);
            if (!AlertFileCodecs.TryParse(header.CodecName, out var codec))
            {
                throw new AlertFileException(
                    source.Path, AlertFileFault.UnknownCodec, $"the codec '{header.CodecName}' is not supported: only null and deflate are");
            }

            var schema = (schemas ?? new LastSchema()).Parse(header.SchemaJson, source.Limits);
            return new AlertFileReader(input, header, schema, codec, source);
        }
        catch (Exception e)
        {
            input.Dispose();
            if (e is AvroException and not AlertFileException) throw InHeader((AvroException)e, source.Path);
            if (e is InvalidDataException) throw new AlertFileException(source.Path, AlertFileFault.Damaged, NotGzip, input.Position, innerException: e);
            throw;
        }
    }

    /// <summary>Where the container comes from, and how it is to be read.</summary>
    private readonly record struct Source(string Path, AvroLimits Limits, bool ReuseMemory);
}
