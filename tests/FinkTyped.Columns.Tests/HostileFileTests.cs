using System.IO.Compression;
using System.Text;

namespace FinkTyped.Columns.Tests;

/// <summary>Files that are cut, lie, are changed while they are read or unpack without end: as columns, as Parquet, as Arrow and by several threads.</summary>
[Collection(nameof(Alone))]
public sealed class HostileFileTests : IDisposable
{
    private const int Blocks = 42;
    private const int AlertsPerBlock = 3;
    private const int Payload = 20_000;

    // What reading takes at most: buffers of two threads and batches that wait. Nothing that a file says of itself makes it more.
    private const long MostMemory = 48_000_000;

    private const string Json =
        """{"type":"record","name":"A","fields":[{"name":"id","type":"long"},{"name":"payload","type":"bytes"},{"name":"name","type":"string"}]}""";

    private static readonly string[] Ways = ["datums, two threads", "columns", "columns, two threads", "Parquet", "Parquet, two threads", "Arrow"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fink-hostile-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Cut_at_and_beside_every_boundary_of_a_block_a_file_gives_what_is_whole()
    {
        var (header, blocks) = (Header(), Enumerable.Range(0, Blocks).Select(i => Block(i)).ToList());
        File.WriteAllBytes(At("a.avro"), [.. header, .. blocks.SelectMany(b => b)]);
        var end = (long)header.Length + blocks.Sum(b => b.Length);
        // From the end on, so that the file is only made shorter.
        for (var whole = Blocks; whole >= 0; whole--)
        {
            foreach (var (length, isWhole) in new[] { (end + 1, false), (end, true), (end - 1, false) })
            {
                if (length > new FileInfo(At("a.avro")).Length) continue;
                using (var file = File.OpenWrite(At("a.avro"))) file.SetLength(length);
                var blocksLeft = length < end ? whole - 1 : whole;
                foreach (var way in Ways.Where(w => whole % 6 == 0 || w.StartsWith("columns", StringComparison.Ordinal) || w.StartsWith("datums", StringComparison.Ordinal)))
                {
                    var (ids, fault) = Read(way);
                    Assert.Equal(Ids(0, Math.Max(0, blocksLeft)), ids);
                    if (isWhole) Assert.Null(fault);
                    else if (blocksLeft >= 0) Assert.True(fault is AlertFileException { Fault: AlertFileFault.Cut }, $"{way}, {length} bytes: {fault}");
                    else Assert.IsType<AlertFileException>(fault);
                }
            }

            if (whole > 0) end -= blocks[whole - 1].Length;
        }
    }

    [Theory]
    [InlineData("count", 1L << 40)]
    [InlineData("count", long.MinValue)]
    [InlineData("count", -1)]
    [InlineData("count", 0)]
    [InlineData("size", long.MaxValue)]
    [InlineData("size", 1L << 40)]
    [InlineData("size", 30_000_000)]
    [InlineData("size", -1)]
    [InlineData("size", 0)]
    [InlineData("size", 3 * Payload)]
    public void Counts_and_sizes_that_lie_hide_nothing_before_them_and_no_other_file(string what, long value)
    {
        const int Bad = 38;
        var datums = Datums(Bad);
        var bad = Block(datums, what == "count" ? value : AlertsPerBlock, what == "size" ? value : datums.Length);
        File.WriteAllBytes(At("a.avro"), [.. Header(), .. Enumerable.Range(0, Bad).SelectMany(i => Block(i)), .. bad, .. Block(Bad + 1)]);
        File.WriteAllBytes(At("b.avro"), [.. Header(), .. Block(100)]);
        (List<long> Ids, Exception? Fault)? first = null;
        foreach (var way in Ways)
        {
            var (read, allocated) = Measured(() => Read(way));
            Assert.True(allocated < MostMemory, $"{way}: {allocated} bytes");
            var fault = Assert.IsType<AlertFilesException>(read.Fault, exactMatch: true);
            Assert.Equal(At("a.avro"), Assert.Single(fault.Files).Path);
            Assert.IsType<AlertFileException>(fault.Files[0].Exception);
            Assert.Equal([.. Ids(0, Bad), .. Ids(100, 1)], read.Ids.Except(Ids(Bad, 2)).Order());
            Assert.Equal(read.Ids.Count, read.Ids.Distinct().Count());
            first ??= read;
            Assert.Equal(first.Value.Ids.Order(), read.Ids.Order());
            Assert.Equal(first.Value.Fault!.Message, fault.Message);
        }
    }

    [Fact]
    public void A_count_that_is_one_too_small_or_too_large_hides_no_alert_but_the_one_it_leaves_out()
    {
        File.WriteAllBytes(At("a.avro"), [.. Header(), .. Block(0), .. Block(Datums(1), AlertsPerBlock - 1, null), .. Block(2)]);
        // Where an alert ends is known by where the next begins, and the last of a block takes the rest: only who reads it to its end sees that it is too much.
        foreach (var way in Ways) Same(way, Ids(0, 3).Where(id => id != (2 * AlertsPerBlock) - 1), told: null);

        File.WriteAllBytes(At("a.avro"), [.. Header(), .. Block(0), .. Block(Datums(1), AlertsPerBlock + 1, null), .. Block(2)]);
        foreach (var way in Ways)
        {
            // Bytes are handed out as they are, here none; columns look at them.
            if (way.StartsWith("datums", StringComparison.Ordinal)) Same(way, [.. Ids(0, 2), -1, .. Ids(2, 1)], told: null);
            else Same(way, Ids(0, 3), told: "alert 6 (block 1, datum 3): ");
        }

        void Same(string way, IEnumerable<long> expected, string? told)
        {
            var (ids, fault) = Read(way);
            Assert.True(expected.SequenceEqual(ids) && (told is null ? fault is null : fault is AvroException && fault.Message.Contains(told, StringComparison.Ordinal)), $"{way}: {string.Join(' ', ids)}, {fault}");
        }
    }

    [Theory]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("overwritten")]
    [InlineData("replaced")]
    public void Changed_while_it_is_read_a_file_gives_alerts_or_an_error(string how)
    {
        byte[] whole = [.. Header(), .. Enumerable.Range(0, Blocks).SelectMany(i => Block(i))];
        File.WriteAllBytes(At("b.avro"), [.. Header(), .. Block(100)]);
        foreach (var threads in new[] { 1, 2 })
        {
            File.WriteAllBytes(At("a.avro"), whole);
            var ids = new List<long>();
            var (fault, allocated) = Measured(() => Record.Exception(() =>
            {
                foreach (var columns in AlertFile.ReadColumns([_folder.FullName], new ColumnOptions { Fields = ["id", "name"], MaxRows = 4, Threads = threads }, Stop))
                {
                    if (ids.Count == 0) Change(how, whole);
                    ids.AddRange(((AlertNumberColumn<long>)columns.Columns[0]).Values);
                }
            }));
            Assert.True(allocated < MostMemory, $"{allocated} bytes");
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.Superset(ids.ToHashSet(), Ids(0, Blocks).Concat(Ids(100, 1)).ToHashSet());
            Assert.Superset(Ids(100, 1).ToHashSet(), ids.ToHashSet());
            // Two threads may have read it all by then.
            if (how == "shorter" && threads == 1) Assert.True(fault is AlertFilesException { Files: [{ Exception: AlertFileException { Fault: AlertFileFault.Cut } }] }, $"{fault}");
            else Assert.True(fault is null or AlertFilesException, $"{fault}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_unpacks_without_end_is_refused_and_hides_no_other_file(bool gzip)
    {
        // 64 MB of zeros in one block.
        byte[] bomb = [.. Header("deflate"), .. Block(Deflate(new byte[64_000_000]), 1, null)];
        File.WriteAllBytes(At("b.avro"), [.. Header(), .. Block(100)]);
        if (gzip) bomb = Gzip([.. Header(), .. Block(0), .. Block(new byte[64_000_000], 1, null)]);
        File.WriteAllBytes(At(gzip ? "a.avro.gz" : "a.avro"), bomb);
        Assert.True(bomb.Length < 400_000);
        var limits = new AvroLimits { MaxBytes = 1_000_000 };
        foreach (var way in Ways)
        {
            var (read, allocated) = Measured(() => Read(way, limits));
            Assert.True(allocated < MostMemory / 2, $"{way}: {allocated} bytes");
            var fault = Assert.IsType<AlertFilesException>(read.Fault);
            Assert.Equal(AlertFileFault.BeyondLimits, Assert.IsType<AlertFileException>(Assert.Single(fault.Files).Exception).Fault);
            Assert.Equal([.. gzip ? Ids(0, 1) : [], .. Ids(100, 1)], read.Ids.Order());
        }
    }

    [Fact]
    public void Alerts_without_bytes_are_no_more_than_the_limit()
    {
        var header = Header(schema: """{"type":"record","name":"N","fields":[{"name":"id","type":"null"}]}""");
        File.WriteAllBytes(At("a.avro"), [.. header, .. Block([], 1L << 40, 0)]);
        foreach (var threads in new[] { 1, 2 })
        {
            var alerts = 0L;
            var (fault, allocated) = Measured(() => Record.Exception(() =>
            {
                foreach (var columns in AlertFile.ReadColumns([At("a.avro")], new ColumnOptions { Threads = threads }, Stop)) alerts += columns.Count;
            }));
            Assert.True(fault is AlertFileException { Fault: AlertFileFault.BeyondLimits or AlertFileFault.Damaged }, $"{fault}");
            Assert.InRange(alerts, 0, AvroLimits.Default.MaxItems);
            Assert.True(allocated < MostMemory, $"{allocated} bytes");
        }
    }

    /// <summary>The ids of all alerts of the folder, and what was told at the end.</summary>
    private (List<long> Ids, Exception? Fault) Read(string way, AvroLimits? limits = null)
    {
        var ids = new List<long>();
        var files = new AlertFileOptions { Resolution = SchemaResolution.Default with { Limits = limits ?? AvroLimits.Default } };
        var options = new ColumnOptions { Fields = ["id", "name"], Files = files, Threads = way.EndsWith("two threads", StringComparison.Ordinal) ? 2 : 1 };
        string[] paths = [_folder.FullName];
        var fault = Record.Exception(() =>
        {
            if (way.StartsWith("datums", StringComparison.Ordinal))
            {
                foreach (var datum in AlertFile.ReadDatumsParallel(paths, new AlertParallelOptions { Files = files, Threads = 2 }, Stop)) ids.Add(datum.Datum.IsEmpty ? -1 : new AvroReader(datum.Datum.Span).ReadLong());
            }
            else if (way.StartsWith("columns", StringComparison.Ordinal))
            {
                foreach (var columns in AlertFile.ReadColumns(paths, options, Stop)) ids.AddRange(((AlertNumberColumn<long>)columns.Columns[0]).Values);
            }
            else
            {
                Write(way, paths, options, ids);
            }
        });
        if (options.Threads > 1 && !way.StartsWith("datums", StringComparison.Ordinal)) ids.Sort();
        return (ids, fault);
    }

    private static void Write(string way, string[] paths, ColumnOptions options, List<long> ids)
    {
        using var file = new TemporaryFile(".columns");
        try
        {
            using var output = File.Create(file.Path);
            if (way == "Arrow") AlertArrow.WriteStreamAsync(paths, output, options, Stop).GetAwaiter().GetResult();
            else AlertParquet.WriteAsync(paths, output, options, stop: Stop).GetAwaiter().GetResult();
        }
        finally
        {
            // Whatever was told, what was written is a whole file.
            if (new FileInfo(file.Path).Length > 0)
            {
                if (way == "Arrow")
                {
                    using var reader = new Apache.Arrow.Ipc.ArrowStreamReader(File.OpenRead(file.Path));
                    while (reader.ReadNextRecordBatch() is { } batch) ids.AddRange(((Apache.Arrow.Int64Array)batch.Column(0)).Values);
                }
                else
                {
                    using var reader = new ParquetSharp.ParquetFileReader(file.Path);
                    for (var group = 0; group < reader.FileMetaData.NumRowGroups; group++)
                    {
                        using var rows = reader.RowGroup(group);
                        ids.AddRange(rows.Column(0).LogicalReader<long>().ReadAll((int)rows.MetaData.NumRows));
                    }
                }
            }
        }
    }

    private void Change(string how, byte[] whole)
    {
        if (how == "replaced")
        {
            File.WriteAllText(At("other"), "something else");
            File.Move(At("other"), At("a.avro"), overwrite: true);
            return;
        }

        using var file = new FileStream(At("a.avro"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (how == "shorter") file.SetLength(whole.Length - (2 * Payload));
        file.Position = how == "longer" ? whole.Length : whole.Length - (30 * Payload);
        var bytes = new byte[10 * Payload];
        Array.Fill(bytes, (byte)0xFF);
        if (how != "shorter") file.Write(bytes);
    }

    private static ((List<long> Ids, Exception? Fault) Read, long Allocated) Measured(Func<(List<long> Ids, Exception? Fault)> read)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = read();
        return (result, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private static (Exception? Fault, long Allocated) Measured(Func<Exception?> read)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = read();
        return (result, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static IEnumerable<long> Ids(int block, int count) => Enumerable.Range(block * AlertsPerBlock, count * AlertsPerBlock).Select(i => (long)i);

    private static byte[] Header(string codec = "null", string schema = Json)
    {
        using var file = new MemoryStream();
        AlertFileWriter.Create(file, Encoding.UTF8.GetBytes(schema), new() { Codec = codec == "null" ? AlertFileCodec.Null : AlertFileCodec.Deflate }, leaveOpen: true).Dispose();
        // All files have the same marker, so that blocks fit into any.
        var bytes = file.ToArray();
        bytes.AsSpan(^16).Fill(0x5A);
        return bytes;
    }

    private static byte[] Datums(int block)
    {
        var random = new Random(block);
        var datums = new List<byte>();
        foreach (var id in Ids(block, 1))
        {
            var payload = new byte[Payload];
            random.NextBytes(payload);
            datums.AddRange([.. Varint(id), .. Varint(Payload), .. payload, .. Varint(4), .. "name"u8]);
        }

        return [.. datums];
    }

    private static byte[] Block(int block) => Block(Datums(block), AlertsPerBlock, null);

    private static byte[] Block(byte[] bytes, long count, long? size) => [.. Varint(count), .. Varint(size ?? bytes.Length), .. bytes, .. Enumerable.Repeat((byte)0x5A, 16)];

    private static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        for (var left = (ulong)((value << 1) ^ (value >> 63)); ; left >>= 7)
        {
            bytes.Add((byte)(left < 0x80 ? left : left | 0x80));
            if (left < 0x80) return [.. bytes];
        }
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Tests that count what the whole process allocates.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
