using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;

namespace FinkTyped.Columns.Parquet;

/// <summary>A file: row group after row group, and at last the footer that tells where everything is.</summary>
/// <param name="output">Where it goes, from its beginning; left open.</param>
/// <param name="columns">The columns, as all batches have them.</param>
/// <param name="codec">How pages are packed.</param>
/// <param name="threads">How many threads encode the columns of a row group; one: the caller's.</param>
internal sealed class ParquetFile(Stream output, IReadOnlyList<AlertColumn> columns, ParquetCodec codec, int threads) : IDisposable
{
    private const int Version = 2;

    private static readonly byte[] Magic = "PAR1"u8.ToArray();
    private static readonly string Writer = $"FinkTyped version {typeof(ParquetFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    private readonly ParquetSchema _schema = new(columns);
    private readonly ArrayBufferWriter<byte> _groups = new();
    private readonly ConcurrentBag<ParquetEncoder> _encoders = [];
    private long _position;
    private long _rows;
    private int _count;

    public void Dispose()
    {
        foreach (var encoder in _encoders) encoder.Dispose();
    }

    /// <summary>Writes a batch as a row group.</summary>
    public async Task WriteAsync(AlertColumns batch, CancellationToken stop)
    {
        if (batch.Count == 0) return;
        await BeginAsync(stop).ConfigureAwait(false);
        var chunks = ParquetChunks.Of(batch, _schema.Leaves);
        try
        {
            if (threads > 1) await EncodeAsync(chunks, stop).ConfigureAwait(false);
            var start = _position;
            foreach (var chunk in chunks)
            {
                if (threads == 1) Encode(chunk);
                await WriteAsync(chunk.Pages, stop).ConfigureAwait(false);
                if (threads == 1) chunk.Dispose();
            }

            Describe(chunks, start, batch.Count);
        }
        finally
        {
            foreach (var chunk in chunks) chunk.Dispose();
        }
    }

    /// <summary>Writes the footer.</summary>
    public async Task EndAsync(IReadOnlyDictionary<string, string> metadata)
    {
        await BeginAsync(default).ConfigureAwait(false);
        var bytes = new ArrayBufferWriter<byte>(_groups.WrittenCount + 4096);
        WriteFooter(new ThriftWriter(bytes), bytes, metadata);
        var length = bytes.WrittenCount;
        bytes.Write(BitConverter.GetBytes(length));
        bytes.Write(Magic);
        await WriteAsync(bytes.WrittenMemory, default).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    // The columns with most values first, so that no thread is left with them at the end.
    private Task EncodeAsync(IReadOnlyList<ParquetChunk> chunks, CancellationToken stop) => Parallel.ForEachAsync(
        chunks.OrderByDescending(c => c.Column.Count).ToArray(),
        new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop },
        (chunk, _) =>
        {
            Encode(chunk);
            return default;
        });

    private void Encode(ParquetChunk chunk)
    {
        if (!_encoders.TryTake(out var encoder)) encoder = new ParquetEncoder(codec);
        encoder.Encode(chunk);
        _encoders.Add(encoder);
    }

    private async ValueTask BeginAsync(CancellationToken stop)
    {
        if (_position == 0) await WriteAsync(Magic, stop).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await output.WriteAsync(bytes, stop).ConfigureAwait(false);
        _position += bytes.Length;
    }

    /// <summary>Notes what the footer will say of a row group: no more is kept of it.</summary>
    private void Describe(IReadOnlyList<ParquetChunk> chunks, long start, int rows)
    {
        var group = new ThriftWriter(_groups);
        group.BeginStruct();
        group.BeginList(1, ThriftWriter.Struct, chunks.Count);
        var at = start;
        foreach (var chunk in chunks)
        {
            Describe(chunk, at, group);
            at += chunk.Length;
        }

        group.Long(2, chunks.Sum(c => c.PlainLength));
        group.Long(3, rows);
        group.Long(5, start);
        group.Long(6, at - start);
        group.EndStruct();
        _rows += rows;
        _count++;
    }

    private void Describe(ParquetChunk chunk, long at, ThriftWriter group)
    {
        var hasDictionary = chunk.DictionaryLength > 0;
        group.BeginStruct();
        group.Long(2, at);
        group.BeginStruct(3);
        group.Int(1, (int)chunk.Leaf.Type);
        int[] encodings = hasDictionary ? [ParquetEncoder.Plain, ParquetEncoder.Runs, ParquetEncoder.Numbers] : [ParquetEncoder.Plain, ParquetEncoder.Runs];
        group.BeginList(2, ThriftWriter.Int32, encodings.Length);
        foreach (var encoding in encodings) group.Item(encoding);
        group.BeginList(3, ThriftWriter.Binary, chunk.Leaf.Path.Count);
        foreach (var name in chunk.Leaf.Path) group.Item(name);
        group.Int(4, codec switch { ParquetCodec.Zstd => 6, ParquetCodec.Snappy => 1, _ => 0 });
        group.Long(5, chunk.Counts.Values);
        group.Long(6, chunk.PlainLength);
        group.Long(7, chunk.Length);
        group.Long(9, at + chunk.DictionaryLength);
        if (hasDictionary) group.Long(11, at);
        group.BeginStruct(12);
        group.Long(3, chunk.Counts.Nulls);
        if (chunk.Summary is { Least: { } least, Most: { } most })
        {
            group.Bytes(5, most);
            group.Bytes(6, least);
        }

        group.EndStruct();
        group.EndStruct();
        group.EndStruct();
    }

    private void WriteFooter(ThriftWriter footer, ArrayBufferWriter<byte> bytes, IReadOnlyDictionary<string, string> metadata)
    {
        footer.BeginStruct();
        footer.Int(1, Version);
        _schema.Write(footer, 2, bytes);
        footer.Long(3, _rows);
        footer.BeginList(4, ThriftWriter.Struct, _count);
        bytes.Write(_groups.WrittenSpan);
        footer.BeginList(5, ThriftWriter.Struct, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            footer.BeginStruct();
            footer.Text(1, key);
            footer.Text(2, value);
            footer.EndStruct();
        }

        footer.Text(6, Writer);
        // The least and largest values of each column are in the order of its type.
        footer.BeginList(7, ThriftWriter.Struct, _schema.Leaves.Count);
        foreach (var _ in _schema.Leaves)
        {
            footer.BeginStruct();
            footer.BeginStruct(1);
            footer.EndStruct();
            footer.EndStruct();
        }

        footer.EndStruct();
    }
}
