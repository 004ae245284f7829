using System.IO.Compression;
using FinkTyped.Columns;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>What is done with the files of a survey.</summary>
internal static class ArchiveOperations
{
    private const int BufferBytes = 128 * 1024;
    private const string Reading = "reading";

    // The two lengths before a block are no longer, and the marker behind it is.
    private const int MaxHeader = 20;

    private static AlertParallelOptions Two { get; } = new() { Threads = 2 };

    private static AlertFileOptions Mapped { get; } = new() { MapsFiles = true };

    private static AlertFileOptions Lent { get; } = new() { ReusesMemory = true };

    public static ArchiveOperation[] Of<T>(ArchiveFiles files, AlertQuery<T, int> early, AlertQuery<T, int> late, string[] columns)
        where T : class, IAvroRecord<T>
    {
        var wanted = new ColumnOptions { Fields = columns };
        var (plain, packed, deflated, folder) = (files.Plain, files.Packed, files.Deflated, files.Folder);
        var singles = Directory.GetFiles(folder);
        return
        [
            new(Reading, Reading, plain, () => Read(plain)),
            new("bytes, a block for each", Reading, plain, () => Count(AlertFile.ReadDatums(plain, Lent))),
            new("bytes to keep", Reading, plain, () => Count(AlertFile.ReadDatums(plain))),
            new("query on an early field", Reading, plain, () => Count(AlertFile.Read(plain, early))),
            new("query on a late field", Reading, plain, () => Count(AlertFile.Read(plain, late))),
            new("query on an early field, mapped", Reading, plain, () => Count(AlertFile.Read(plain, early, Mapped))),
            new("query on a late field, mapped", Reading, plain, () => Count(AlertFile.Read(plain, late, Mapped))),
            new("records", Reading, plain, () => Count(AlertFile.Read<T>(plain))),
            new("20 columns and 4 lists", Reading, plain, () => Fill(plain, wanted)),
            new("20 columns and 4 lists, mapped", Reading, plain, () => Fill(plain, wanted with { Files = Mapped })),
            new("all columns", Reading, plain, () => Fill(plain, ColumnOptions.Default)),
            new("3 columns of early fields", Reading, plain, () => Fill(plain, new ColumnOptions { Fields = [.. columns.Take(3)] })),
            new("20 columns and 4 lists to Arrow", Reading, plain, () => AlertArrow.WriteFileAsync([plain], Stream.Null, wanted).GetAwaiter().GetResult()),
            new("20 columns and 4 lists to Parquet, zstd", Reading, plain, () => ToParquet(plain, wanted)),
            new("20 columns and 4 lists to Parquet, zstd, by ParquetSharp", Reading, plain, () => ArchivePeers.ToParquet(plain, wanted)),
            new("records by Apache.Avro", Reading, plain, () => ArchivePeers.Records(plain)),
            new("bytes to keep, two threads", "bytes to keep", plain, () => Count(AlertFile.ReadDatumsParallel([plain], Two))),
            new("query on a late field, two threads", "query on a late field", plain, () => Count(AlertFile.ReadParallel([plain], late, Two))),
            new("records, two threads", "records", plain, () => Count(AlertFile.ReadParallel<T>([plain], Two))),
            new("20 columns and 4 lists, two threads", "20 columns and 4 lists", plain, () => Fill(plain, wanted with { Threads = 2 })),
            new("20 columns and 4 lists to Parquet, two threads", "20 columns and 4 lists to Parquet, zstd", plain, () => ToParquet(plain, wanted with { Threads = 2 })),
            new("reading packed blocks", Reading, packed, () => Read(packed)),
            new("bytes, packed blocks", "reading packed blocks", packed, () => Count(AlertFile.ReadDatums(packed, Lent))),
            new("query on an early field, packed blocks", "reading packed blocks", packed, () => Count(AlertFile.Read(packed, early))),
            new("reading one-alert files", Reading, folder, () => Array.ForEach(singles, Read)),
            new("records of one-alert files", "reading one-alert files", folder, () => Count(AlertFile.Read<T>(folder))),
            new("records of one-alert files, a parallel loop", "reading one-alert files", folder, () => Parallel.ForEach(singles, file => Count(AlertFile.Read<T>(file)))),
            new("records of one-alert files, two threads", "reading one-alert files", folder, () => Count(AlertFile.ReadParallel<T>([folder], Two))),
            new("inflating", "inflating", deflated, () => Inflate(deflated)),
            new("bytes, deflated", "inflating", deflated, () => Count(AlertFile.ReadDatums(deflated, Lent))),
            new("query on a late field, deflated, two threads", "inflating", deflated, () => Count(AlertFile.ReadParallel([deflated], late, Two))),
        ];
    }

    private static void Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        var buffer = new byte[BufferBytes];
        while (file.Read(buffer) > 0)
        {
        }
    }

    private static void Count<TAlert>(IEnumerable<TAlert> alerts)
    {
        foreach (var _ in alerts)
        {
        }
    }

    private static void Fill(string path, ColumnOptions wanted) => Count(AlertFile.ReadColumns([path], wanted));

    private static void ToParquet(string path, ColumnOptions wanted)
    {
        var file = $"{path}.parquet";
        using (var output = File.Create(file)) AlertParquet.WriteAsync([path], output, wanted).GetAwaiter().GetResult();
        File.Delete(file);
    }

    /// <summary>Reads the blocks of a deflated container and inflates them, as little as can be done with it.</summary>
    private static void Inflate(string path)
    {
        long start;
        using (var reader = AlertFileReader.Open(path)) start = reader.SchemaJson.Length;
        var bytes = File.ReadAllBytes(path);
        var schemaEnd = bytes.AsSpan().IndexOf("avro.schema"u8) + (int)start;
        var sync = bytes.AsSpan(^16);
        var at = bytes.AsSpan(schemaEnd).IndexOf(sync) + schemaEnd + sync.Length;
        var plain = new byte[BufferBytes];
        while (at < bytes.Length)
        {
            var head = new AvroReader(bytes.AsSpan(at, MaxHeader));
            head.ReadLong();
            var size = (int)head.ReadLong();
            using var stream = new DeflateStream(new MemoryStream(bytes, at + head.Position, size), CompressionMode.Decompress);
            while (stream.Read(plain) > 0)
            {
            }

            at += head.Position + size + sync.Length;
        }
    }
}
