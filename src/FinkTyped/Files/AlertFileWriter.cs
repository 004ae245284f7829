using System.IO.Compression;
using FinkTyped.Codecs;

namespace FinkTyped;

/// <summary>
/// Writes alerts to an Avro object container. Datums are stored as they came, without being decoded: the bytes on disk are the bytes of the
/// stream. Each block is written in one go, and a block that a crash cut short is removed when the file is appended to again. Not safe to
/// share between threads.
/// </summary>
public sealed partial class AlertFileWriter : IDisposable, IAsyncDisposable
{
    // Two variable-length integers: how many alerts and how many bytes.
    private const int MaxHeaderLength = 20;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly byte[] _sync;
    private readonly AlertBlockCodec _codec;
    private readonly int _blockBytes;
    private readonly ContainerBuffer _packed = new(pooled: true);
    private ContainerBuffer _plain = new(pooled: true);
    private AvroSchema? _checked;
    private long _inBlock;
    private bool _isDisposed;

    private AlertFileWriter(Stream stream, bool leaveOpen, AvroSchema schema, byte[] sync, AlertBlockCodec codec, AlertFileWriterOptions options)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _sync = sync;
        _codec = codec;
        _blockBytes = options.BlockBytes;
        _threads = options.Threads;
        if (_threads > 1 && codec.Codec != AlertFileCodec.Null) _packing = [];
        WriterSchema = schema;
        BeginBlock();
    }

    /// <summary>The schema of the file's alerts.</summary>
    public AvroSchema WriterSchema { get; }

    /// <summary>How the blocks are compressed.</summary>
    public AlertFileCodec Codec => _codec.Codec;

    /// <summary>How many alerts this writer was given.</summary>
    public long Count { get; private set; }

    /// <summary>Makes a new file, which must not be there yet.</summary>
    /// <param name="path">The file. Where it ends in <c>.gz</c>, the file as a whole is gzip'ed.</param>
    /// <param name="writerSchemaJson">The schema of the alerts as JSON; it goes into the header as it is.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    /// <exception cref="IOException">The file exists, or cannot be made.</exception>
    /// <exception cref="AvroSchemaException">The text is no schema.</exception>
    public static AlertFileWriter Create(string path, ReadOnlySpan<byte> writerSchemaJson, AlertFileWriterOptions? options = null)
    {
        options ??= AlertFileWriterOptions.Default;
        return Create(path, AvroSchema.ParseWriter(writerSchemaJson, options.Limits), options);
    }

    /// <summary>Makes a new file, which must not be there yet.</summary>
    /// <param name="path">The file. Where it ends in <c>.gz</c>, the file as a whole is gzip'ed.</param>
    /// <param name="writerSchema">The schema of the alerts; its text goes into the header as it came.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    /// <exception cref="IOException">The file exists, or cannot be made.</exception>
    /// <exception cref="NotSupportedException">The codec is not registered.</exception>
    public static AlertFileWriter Create(string path, AvroSchema writerSchema, AlertFileWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writerSchema);
        options ??= AlertFileWriterOptions.Default;
        // Asked for before the file is made.
        var codec = AlertBlockCodec.Get(options.Codec);
        Stream file = OpenFile(path, FileMode.CreateNew);
        return Begin(IsGzip(path) ? new GZipStream(file, CompressionLevel.Optimal) : file, false, writerSchema, codec, options);
    }

    /// <summary>Makes a new file for records of a compiled type.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <inheritdoc cref="Create(string, ReadOnlySpan{byte}, AlertFileWriterOptions?)"/>
    public static AlertFileWriter Create<T>(string path, AlertFileWriterOptions? options = null) where T : class, IAvroRecord<T> =>
        Create(path, T.Schema, options);

    /// <summary>Begins a container in a stream, which has to be empty or at its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="writerSchemaJson">The schema of the alerts as JSON; it goes into the header as it is.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    /// <param name="leaveOpen">Whether the stream is left open when the writer is disposed.</param>
    /// <exception cref="AvroSchemaException">The text is no schema.</exception>
    public static AlertFileWriter Create(
        Stream stream, ReadOnlySpan<byte> writerSchemaJson, AlertFileWriterOptions? options = null, bool leaveOpen = false)
    {
        options ??= AlertFileWriterOptions.Default;
        return Create(stream, AvroSchema.ParseWriter(writerSchemaJson, options.Limits), options, leaveOpen);
    }

    /// <inheritdoc cref="Create(Stream, ReadOnlySpan{byte}, AlertFileWriterOptions?, bool)" path="/*[not(self::param)]"/>
    /// <param name="stream">The stream.</param>
    /// <param name="writerSchema">The schema of the alerts; its text goes into the header as it came.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    /// <param name="leaveOpen">Whether the stream is left open when the writer is disposed.</param>
    public static AlertFileWriter Create(Stream stream, AvroSchema writerSchema, AlertFileWriterOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(writerSchema);
        options ??= AlertFileWriterOptions.Default;
        return Begin(stream, leaveOpen, writerSchema, AlertBlockCodec.Get(options.Codec), options);
    }

    /// <summary>
    /// Goes on with a file, or makes it where it is not there. The file's schema must be wire-identical to the one given; its header and its
    /// codec stay. A block at its end that was not written to the end is removed.
    /// </summary>
    /// <param name="path">The file; not gzip'ed.</param>
    /// <param name="writerSchemaJson">The schema of the alerts as JSON.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    /// <exception cref="AvroException">The file is no container, is damaged, or holds alerts of another schema.</exception>
    /// <exception cref="AvroSchemaException">The text is no schema.</exception>
    public static AlertFileWriter OpenOrCreate(string path, ReadOnlySpan<byte> writerSchemaJson, AlertFileWriterOptions? options = null)
    {
        options ??= AlertFileWriterOptions.Default;
        return OpenOrCreate(path, AvroSchema.ParseWriter(writerSchemaJson, options.Limits), options);
    }

    /// <inheritdoc cref="OpenOrCreate(string, ReadOnlySpan{byte}, AlertFileWriterOptions?)" path="/*[not(self::param)]"/>
    /// <param name="path">The file; not gzip'ed.</param>
    /// <param name="writerSchema">The schema of the alerts; its text goes into the header of a new file as it came.</param>
    /// <param name="options">How to write; <see cref="AlertFileWriterOptions.Default"/> where null.</param>
    public static AlertFileWriter OpenOrCreate(string path, AvroSchema writerSchema, AlertFileWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(writerSchema);
        if (IsGzip(path)) throw new ArgumentException($"{path}: a gzip'ed file cannot be appended to. Use a name without .gz, or Create for a new file.", nameof(path));
        options ??= AlertFileWriterOptions.Default;
        var codec = AlertBlockCodec.Get(options.Codec);
        var file = OpenFile(path, FileMode.OpenOrCreate);
        try
        {
            if (file.Length == 0) return Begin(file, false, writerSchema, codec, options);
            var tail = ContainerTail.Find(file, path, options.Limits);
            if (!tail.Schema.Equals(writerSchema)) throw new AvroException($"{path}: holds alerts of another schema");
            if (tail.End < file.Length) file.SetLength(tail.End);
            file.Position = tail.End;
            return new AlertFileWriter(file, false, tail.Schema, tail.Sync, tail.Codec, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with a file of records of a compiled type, or makes it where it is not there.</summary>
    /// <typeparam name="T">A record type generated from a schema file.</typeparam>
    /// <inheritdoc cref="OpenOrCreate(string, ReadOnlySpan{byte}, AlertFileWriterOptions?)"/>
    public static AlertFileWriter OpenOrCreate<T>(string path, AlertFileWriterOptions? options = null) where T : class, IAvroRecord<T> =>
        OpenOrCreate(path, T.Schema, options);

    /// <summary>Appends an encoded alert. It is copied, and written with its block.</summary>
    /// <param name="datum">One whole datum of <see cref="WriterSchema"/>; this is not checked.</param>
    public void Append(ReadOnlySpan<byte> datum)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _plain.Write(datum);
        Appended();
    }

    /// <summary>Encodes and appends an alert.</summary>
    /// <typeparam name="T">A record type whose schema is wire-identical to <see cref="WriterSchema"/>.</typeparam>
    /// <exception cref="AvroException">The record's schema is not the file's, or the record cannot be encoded.</exception>
    public void Append<T>(T alert) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(alert);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!ReferenceEquals(_checked, T.Schema))
        {
            if (!T.Schema.Equals(WriterSchema)) throw new AvroException($"the schema of {typeof(T).Name} is not that of the file");
            _checked = T.Schema;
        }

        var start = _plain.Length;
        try
        {
            var writer = new AvroWriter(_plain);
            alert.Write(ref writer);
            writer.Flush();
        }
        catch
        {
            _plain.CutTo(start);
            throw;
        }

        Appended();
    }

    /// <summary>Writes the alerts that are not yet in the file as a block.</summary>
    /// <param name="toDisk">Whether to wait until the operating system has the file on disk, so that not even a power cut loses it.</param>
    public void Flush(bool toDisk = false)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_packing is not null)
        {
            if (_inBlock > 0) BeginPacking();
            WritePacked(most: 0);
        }
        else if (_inBlock > 0)
        {
            WriteBlock();
        }

        if (toDisk && _stream is FileStream file) file.Flush(flushToDisk: true);
        else _stream.Flush();
    }

    /// <summary>Writes the alerts that are not yet in the file as a block.</summary>
    public async ValueTask FlushAsync(CancellationToken stop = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_packing is not null)
        {
            if (_inBlock > 0) BeginPacking();
            await WritePackedAsync(stop).ConfigureAwait(false);
        }
        else if (_inBlock > 0)
        {
            await WriteWholeAsync(FinishBlock(), stop).ConfigureAwait(false);
            BeginBlock();
        }

        await _stream.FlushAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Writes what is not yet in the file, and closes it.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        try
        {
            Flush();
        }
        finally
        {
            Release();
            if (!_leaveOpen) _stream.Dispose();
        }
    }

    /// <summary>Writes what is not yet in the file, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        try
        {
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            Release();
            if (!_leaveOpen) await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static AlertFileWriter Begin(
        Stream stream, bool leaveOpen, AvroSchema schema, AlertBlockCodec codec, AlertFileWriterOptions options)
    {
        using var header = new ContainerBuffer(pooled: true);
        var sync = ContainerHeader.Write(header, schema.SourceJson.Span, options);
        WriteWhole(stream, header.Written);
        return new AlertFileWriter(stream, leaveOpen, schema, sync, codec, options);
    }

    private static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static FileStream OpenFile(string path, FileMode mode) => new(
        path, new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 });

    private static void WriteWhole(Stream stream, ReadOnlyMemory<byte> bytes)
    {
        var start = stream.CanSeek ? stream.Position : -1;
        try
        {
            stream.Write(bytes.Span);
        }
        catch
        {
            Undo(stream, start);
            throw;
        }
    }

    private async ValueTask WriteWholeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var start = _stream.CanSeek ? _stream.Position : -1;
        try
        {
            await _stream.WriteAsync(bytes, stop).ConfigureAwait(false);
        }
        catch
        {
            Undo(_stream, start);
            throw;
        }
    }

    // A disk that is full takes a part of a block: what is there is taken back, so that the file stays whole and writing can be tried again.
    private static void Undo(Stream stream, long start)
    {
        if (start < 0) return;
        try
        {
            stream.SetLength(start);
            stream.Position = start;
        }
        catch (IOException)
        {
            // The first exception tells more.
        }
    }

    private void Appended()
    {
        _inBlock++;
        Count++;
        if (_plain.Length - MaxHeaderLength < _blockBytes) return;
        if (_packing is null)
        {
            WriteBlock();
            return;
        }

        BeginPacking();
        WritePacked(_threads);
        _stream.Flush();
    }

    private void WriteBlock()
    {
        WriteWhole(_stream, FinishBlock());
        BeginBlock();
        _stream.Flush();
    }

    /// <summary>Leaves room for the block's header, whose length is not known before its alerts are.</summary>
    private void BeginBlock()
    {
        _plain.Clear();
        _plain.Memory(MaxHeaderLength);
        _plain.Advance(MaxHeaderLength);
        _inBlock = 0;
    }

    private ReadOnlyMemory<byte> FinishBlock()
    {
        if (Codec != AlertFileCodec.Null)
        {
            Pack(_plain, _packed);
            return AddHeader(_packed, _inBlock);
        }

        // Called again after a write that failed, the block still has to be what it was.
        var plain = _plain.Length;
        var whole = AddHeader(_plain, _inBlock);
        _plain.CutTo(plain);
        return whole;
    }

    private void Pack(ContainerBuffer plain, ContainerBuffer packed)
    {
        packed.Clear();
        packed.Memory(MaxHeaderLength);
        packed.Advance(MaxHeaderLength);
        _codec.Pack(plain.Written.Span[MaxHeaderLength..], packed);
    }

    /// <summary>Puts a header into the room before a block, and the marker behind it.</summary>
    private ReadOnlyMemory<byte> AddHeader(ContainerBuffer block, long count)
    {
        using var header = new ContainerBuffer(pooled: true);
        var writer = new AvroWriter(header);
        writer.WriteLong(count);
        writer.WriteLong(block.Length - MaxHeaderLength);
        writer.Flush();
        block.Write(_sync);
        return block.Overwrite(MaxHeaderLength - header.Length, header.Written.Span);
    }

    private void Release()
    {
        _isDisposed = true;
        ReleasePacking();
        _plain.Dispose();
        _packed.Dispose();
    }
}
