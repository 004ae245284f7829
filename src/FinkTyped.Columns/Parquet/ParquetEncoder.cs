using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Snappier;
using ZstdSharp;

namespace FinkTyped.Columns.Parquet;

/// <summary>Encodes columns, one after another, with memory that is used again. Each thread has one of its own.</summary>
internal sealed class ParquetEncoder(ParquetCodec codec) : IDisposable
{
    private const int DataPage = 0, DictionaryPage = 2;
    /// <summary>How values are encoded, by the numbers of Parquet.</summary>
    public const int Plain = 0, Runs = 3, Numbers = 8;


    // As other writers have it: what higher levels save is little, of numbers that are mostly noise.
    private const int ZstdLevel = 1;
    private const int MostHead = 64;

    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly ArrayBufferWriter<byte> _dictionary = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly Compressor? _zstd = codec == ParquetCodec.Zstd ? new Compressor(ZstdLevel) : null;

    public void Dispose() => _zstd?.Dispose();

    /// <summary>Makes pages of the values of a column.</summary>
    /// <exception cref="AvroException">A decimal has more digits than the schema says.</exception>
    public void Encode(ParquetChunk chunk)
    {
        var places = chunk.Places;
        _page.ResetWrittenCount();
        if (places.Repetitions is { } repetitions) WriteLevels(repetitions, places.Repetition);
        if (places.Definition > 0) WriteLevels(places.Definitions, places.Definition);
        var nulls = places.Indexes?.AsSpan().Count(-1) ?? 0;
        chunk.Counts = (places.Definitions.Length, nulls);
        var entries = WriteValues(chunk, places.Indexes, places.Definitions.Length - nulls);
        if (entries > 0)
        {
            Pack(_dictionary.WrittenSpan, chunk, DictionaryPage, Plain, entries);
            chunk.DictionaryLength = chunk.Length;
        }

        Pack(_page.WrittenSpan, chunk, DataPage, entries > 0 ? Numbers : Plain, places.Definitions.Length);
    }

    /// <summary>Writes values.</summary>
    /// <returns>How many entries the dictionary has whose numbers were written instead; 0 for none.</returns>
    private int WriteValues(ParquetChunk chunk, int[]? indexes, int count)
    {
        switch (chunk.Column)
        {
            case AlertNumberColumn<int> { Schema: AvroEnumSchema } symbols:
                var (names, ends) = NamesOf(symbols);
                return WriteTexts(chunk, new ParquetTexts(names, ends, indexes));
            case AlertNumberColumn<int> numbers:
                chunk.Summary = WriteNumbers(numbers.Values, indexes, count);
                return 0;
            case AlertNumberColumn<long> numbers:
                chunk.Summary = WriteNumbers(numbers.Values, indexes, count);
                return 0;
            case AlertNumberColumn<float> numbers:
                chunk.Summary = WriteNumbers(numbers.Values, indexes, count);
                return 0;
            case AlertNumberColumn<double> numbers:
                chunk.Summary = WriteNumbers(numbers.Values, indexes, count);
                return 0;
            case AlertNumberColumn<bool> flags:
                chunk.Summary = WriteFlags(flags.Values, indexes, count);
                return 0;
            case AlertBytesColumn bytes when ParquetLeaf.IsDecimal(bytes):
                chunk.Summary = WriteDecimals(bytes, indexes);
                return 0;
            case AlertBytesColumn bytes when ParquetLeaf.IsUuid(bytes):
                var (texts, offsets) = UuidsOf(bytes);
                chunk.Summary = new ParquetTexts(texts, offsets, indexes).Write(_page, summarizes: true);
                return 0;
            case AlertBytesColumn { Schema.Type: AvroType.String } bytes:
                return WriteTexts(chunk, new ParquetTexts(bytes.Values, bytes.Offsets, indexes));
            case AlertBytesColumn bytes:
                new ParquetTexts(bytes.Values, bytes.Offsets, indexes).Write(_page, summarizes: false);
                return 0;
            default:
                // A record without fields: all there is to tell is whether it is there.
                WriteFlags(new bool[chunk.Column.Count], indexes, count);
                return 0;
        }
    }

    private int WriteTexts(ParquetChunk chunk, ParquetTexts texts)
    {
        _dictionary.ResetWrittenCount();
        _scratch.ResetWrittenCount();
        if (!texts.TryNumber(_scratch, _dictionary, out var entries, out var summary))
        {
            chunk.Summary = texts.Write(_page, summarizes: true);
            return 0;
        }

        chunk.Summary = summary;
        var width = Math.Max(1, ParquetRuns.WidthOf(entries - 1));
        _page.GetSpan(1)[0] = (byte)width;
        _page.Advance(1);
        ParquetRuns.Encode(_scratch.WrittenSpan, width, _page);
        return entries;
    }

    private ParquetSummary WriteNumbers<T>(ReadOnlySpan<T> values, int[]? indexes, int count) where T : unmanaged, INumber<T>
    {
        var there = There(values, indexes, count);
        _page.Write(MemoryMarshal.AsBytes(there));
        return ParquetSummary.Of(there);
    }

    private ParquetSummary WriteFlags(ReadOnlySpan<bool> values, int[]? indexes, int count)
    {
        var there = There(values, indexes, count);
        var room = _page.GetSpan((count + 7) >> 3)[..((count + 7) >> 3)];
        room.Clear();
        for (var i = 0; i < there.Length; i++)
        {
            if (there[i]) room[i >> 3] |= (byte)(1 << (i & 7));
        }

        _page.Advance(room.Length);
        return ParquetSummary.Of(there);
    }

    private ParquetSummary WriteDecimals(AlertBytesColumn column, int[]? indexes)
    {
        var (width, end) = (ParquetLeaf.WidthOf(column.Schema.LogicalType!), Decimals.EndOf(column));
        BigInteger? least = null, most = null;
        for (var i = 0; i < (indexes?.Length ?? column.Count); i++)
        {
            var index = indexes is null ? i : indexes[i];
            if (index < 0) continue;
            var value = Decimals.Of(column, index, end);
            Decimals.WriteBigEndian(value, _page.GetSpan(width)[..width]);
            _page.Advance(width);
            least = least is { } l && l <= value ? l : value;
            most = most is { } m && m >= value ? m : value;
        }

        return least is null ? ParquetSummary.None : new ParquetSummary(BytesOf(least.Value), BytesOf(most!.Value));

        byte[] BytesOf(BigInteger value)
        {
            var bytes = new byte[width];
            Decimals.WriteBigEndian(value, bytes);
            return bytes;
        }
    }

    // What is null has no value in the file.
    private ReadOnlySpan<T> There<T>(ReadOnlySpan<T> values, int[]? indexes, int count) where T : unmanaged
    {
        if (indexes is null || count == 0) return values[..count];
        _scratch.ResetWrittenCount();
        // One more, where what is not there is written until the next that is.
        var there = MemoryMarshal.Cast<byte, T>(_scratch.GetSpan((count + 1) * Unsafe.SizeOf<T>()))[..(count + 1)];
        var at = 0;
        foreach (var index in indexes)
        {
            there[at] = values[Math.Max(index, 0)];
            at += index < 0 ? 0 : 1;
        }

        return there[..count];
    }

    private void WriteLevels(ReadOnlySpan<byte> levels, byte most)
    {
        // The length comes first.
        var start = _page.WrittenCount;
        _page.Write<byte>([0, 0, 0, 0]);
        ParquetRuns.Encode(levels, ParquetRuns.WidthOf(most), _page);
        var written = MemoryMarshal.AsMemory(_page.WrittenMemory).Span[start..];
        BitConverter.TryWriteBytes(written, written.Length - sizeof(int));
    }

    private void Pack(ReadOnlySpan<byte> plain, ParquetChunk chunk, int kind, int encoding, int values)
    {
        var most = codec switch
        {
            ParquetCodec.Zstd => Compressor.GetCompressBound(plain.Length),
            ParquetCodec.Snappy => Snappy.GetMaxCompressedLength(plain.Length),
            _ => plain.Length,
        };
        // The head comes first, and tells the length: the page moves up behind it.
        var room = chunk.Room(MostHead + most);
        var page = room[MostHead..];
        var length = codec switch
        {
            ParquetCodec.Zstd => _zstd!.Wrap(plain, page),
            ParquetCodec.Snappy => Snappy.Compress(plain, page),
            _ => Copy(plain, page),
        };
        _scratch.ResetWrittenCount();
        WriteHead(kind, encoding, values, plain.Length, length);
        var head = _scratch.WrittenSpan;
        head.CopyTo(room);
        page[..length].CopyTo(room[head.Length..]);
        chunk.Advance(head.Length + length);
        chunk.PlainLength += head.Length + plain.Length;
    }

    private void WriteHead(int kind, int encoding, int values, int plain, int packed)
    {
        var head = new ThriftWriter(_scratch);
        head.BeginStruct();
        head.Int(1, kind);
        head.Int(2, plain);
        head.Int(3, packed);
        head.BeginStruct(kind == DataPage ? 5 : 7);
        head.Int(1, values);
        head.Int(2, encoding);
        if (kind == DataPage)
        {
            head.Int(3, Runs);
            head.Int(4, Runs);
        }

        head.EndStruct();
        head.EndStruct();
    }

    private static int Copy(ReadOnlySpan<byte> plain, Span<byte> page)
    {
        plain.CopyTo(page);
        return plain.Length;
    }

    private static (byte[] Texts, int[] Offsets) NamesOf(AlertNumberColumn<int> column)
    {
        var symbols = ((AvroEnumSchema)column.Schema).Symbols.Select(Encoding.UTF8.GetBytes).ToArray();
        var offsets = new int[column.Count + 1];
        // Of what is null there is a number too, that of the first symbol; an enum without any has nothing but nulls.
        for (var i = 0; i < column.Count; i++) offsets[i + 1] = checked(offsets[i] + (symbols.Length == 0 ? 0 : symbols[column.Values[i]].Length));
        var texts = new byte[offsets[^1]];
        for (var i = 0; i < column.Count && symbols.Length > 0; i++) symbols[column.Values[i]].CopyTo(texts, offsets[i]);
        return (texts, offsets);
    }

    private static (byte[] Texts, int[] Offsets) UuidsOf(AlertBytesColumn column)
    {
        var offsets = new int[column.Count + 1];
        var texts = new byte[column.Count * 36];
        for (var i = 0; i < column.Count; i++)
        {
            new Guid(column[i], bigEndian: true).TryFormat(texts.AsSpan(offsets[i]), out var written);
            offsets[i + 1] = offsets[i] + written;
        }

        return (texts, offsets);
    }
}
