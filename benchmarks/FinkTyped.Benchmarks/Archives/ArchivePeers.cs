using Avro.File;
using Avro.Generic;
using FinkTyped.Columns;
using ParquetSharp;

namespace FinkTyped.Benchmarks.Archives;

/// <summary>The same work done by other libraries for C#.</summary>
internal static class ArchivePeers
{
    /// <summary>Records of any schema by Apache.Avro.</summary>
    public static void Records(string path)
    {
        using var reader = DataFileReader<GenericRecord>.OpenReader(path);
        while (reader.HasNext()) reader.Next();
    }

    /// <summary>Parquet by Arrow's own library, which gets the record batches from here, since it reads no Avro.</summary>
    public static void ToParquet(string path, ColumnOptions wanted)
    {
        var file = $"{path}.peer.parquet";
        ToParquetAsync(path, file, wanted).GetAwaiter().GetResult();
        File.Delete(file);
    }

    private static async Task ToParquetAsync(string path, string file, ColumnOptions wanted)
    {
        // As here: zstd at its fastest, and no dictionaries.
        using var packed = new WriterPropertiesBuilder().Compression(Compression.Zstd).CompressionLevel(1).DisableDictionary().Build();
        ParquetSharp.Arrow.FileWriter? writer = null;
        await foreach (var batch in AlertArrow.ReadAsync([path], wanted))
        {
            using (batch)
            {
                writer ??= new ParquetSharp.Arrow.FileWriter(file, batch.Schema, packed);
                writer.WriteRecordBatch(batch);
            }
        }

        writer?.Close();
        writer?.Dispose();
    }
}
