using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FinkTyped.Codecs;

namespace FinkTyped.Cli.Tests;

/// <summary>Files that ask for far more memory than they have bytes, made when they are needed.</summary>
internal static class HostileFiles
{
    private const string Ids = """{"type":"record","name":"R","fields":[{"name":"id","type":"long"}]}""";

    /// <summary>Writes one file of each kind; the names say what is wrong with them.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "schemas"));
        for (var i = 0; i < 64; i++) Save(Path.Combine(folder, "schemas", $"large-{i:00}.avro"), Container(ManyFields(i, 8_000), [new byte[8_000]]));
        Save(Path.Combine(folder, "schema-of-6-MB.avro"), Container(ManyFields(0, 120_000), [[]]));
        Save(Path.Combine(folder, "many-metadata-entries.avro"), [.. "Obj\u0001"u8, .. Long(1_000_000), .. Entries(1_000_000)]);
        Save(Path.Combine(folder, "metadata-that-lies.avro"), [.. "Obj\u0001"u8, .. Long(1), .. Bytes("avro.schema"u8), .. Long(int.MaxValue)]);
        var pair = """{"type":"record","name":"R","fields":[{"name":"items","type":{"type":"array","items":{"type":"record","name":"E","fields":[{"name":"a_long_name_for_a_null","type":"null"},{"name":"b","type":"null"}]}}}]}""";
        Save(Path.Combine(folder, "a-million-items-of-no-bytes.avro"), Container(pair, [[.. Long(1_000_000), 0]]));
        Save(Path.Combine(folder, "more-items-than-allowed.avro"), Container(pair, [[.. Long(100_000_000), 0]]));
        var map = """{"type":"record","name":"R","fields":[{"name":"m","type":{"type":"map","values":"null"}}]}""";
        Save(Path.Combine(folder, "many-keys.avro"), Container(map, [[.. Long(500_000), .. Keys(500_000), 0]]));
        var text = """{"type":"record","name":"R","fields":[{"name":"text","type":"string"}]}""";
        Save(Path.Combine(folder, "text-of-20-MB.avro"), Container(text, [[.. Long(20_000_000), .. new byte[20_000_000].Select(_ => (byte)'x')]]));
        foreach (var codec in new[] { "deflate", "zstandard", "snappy" })
            Save(Path.Combine(folder, $"bomb-{codec}.avro"), Packed(codec, Bomb(codec)));
        using (var zip = Zip(Path.Combine(folder, "bomb.avro.gz"))) WriteZeros(zip, 1_000_000_000);
        using (var zip = Zip(Path.Combine(folder, "one-block-bomb.avro.gz")))
        {
            zip.Write([.. Header(Ids, "null"), .. Long(1), .. Long(1_000_000_000)]);
            WriteZeros(zip, 1_000_000_000);
        }

        using (var zip = Zip(Path.Combine(folder, "header-bomb.tar.gz"))) WritePaxBomb(zip);
        Save(Path.Combine(folder, "block-that-lies.avro"), [.. Header(Ids, "null"), .. Long(1), .. Long(30_000_000), 1]);
        Save(Path.Combine(folder, "zzz-good.avro"), Container(Ids, [[84]]));
    }

    private static byte[] Bomb(string codec)
    {
        var packed = new ArrayBufferWriter<byte>();
        if (codec == "deflate")
        {
            using var bytes = new MemoryStream();
            using (var stream = new DeflateStream(bytes, CompressionLevel.Optimal)) WriteZeros(stream, 1_000_000_000);
            return bytes.ToArray();
        }

        AlertBlockCodec packer = codec == "snappy" ? new Codecs.SnappyCodec() : new Codecs.ZstandardCodec();
        packer.Pack(new byte[300_000_000], packed);
        return packed.WrittenSpan.ToArray();
    }

    private static string ManyFields(int number, int count) =>
        $$"""{"type":"record","name":"R{{number}}","fields":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $"{{\"name\":\"f{number}_{i}\",\"type\":[\"null\",\"int\",\"string\"]}}"))}}]}""";

    private static byte[] Container(string schema, IEnumerable<byte[]> datums)
    {
        byte[] block = [.. datums.SelectMany(d => d)];
        return [.. Header(schema, "null"), .. Long(datums.Count()), .. Long(block.Length), .. block, .. new byte[16]];
    }

    private static byte[] Packed(string codec, byte[] block) => [.. Header(Ids, codec), .. Long(1), .. Long(block.Length), .. block, .. new byte[16]];

    private static byte[] Header(string schema, string codec) =>
        [.. "Obj\u0001"u8, .. Long(2), .. Bytes("avro.schema"u8), .. Bytes(Encoding.UTF8.GetBytes(schema)), .. Bytes("avro.codec"u8), .. Bytes(Encoding.UTF8.GetBytes(codec)), 0, .. new byte[16]];

    private static IEnumerable<byte> Entries(int count) => Enumerable.Range(0, count).SelectMany(i => Bytes(Encoding.UTF8.GetBytes($"{i}")).Append((byte)0));

    private static IEnumerable<byte> Keys(int count) => Enumerable.Range(0, count).SelectMany(i => Bytes(Encoding.UTF8.GetBytes($"{i}")));

    private static byte[] Bytes(ReadOnlySpan<byte> bytes) => [.. Long(bytes.Length), .. bytes];

    private static byte[] Long(long value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        writer.WriteLong(value);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    // A header whose extended attributes go on for a gigabyte.
    private static void WritePaxBomb(Stream stream)
    {
        using var header = new MemoryStream();
        using (var writer = new TarWriter(header, TarEntryFormat.Pax, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.avro", [new("comment", "x")]));
        var block = header.ToArray()[..512];
        Encoding.ASCII.GetBytes("07346545000").CopyTo(block, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(block, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        stream.Write(block);
        WriteZeros(stream, 1_000_000_000);
    }

    private static GZipStream Zip(string path) => new(File.Create(path), CompressionLevel.Optimal);

    private static void WriteZeros(Stream stream, long count)
    {
        var zeros = new byte[1_000_000];
        for (; count > 0; count -= zeros.Length) stream.Write(zeros);
    }

    private static void Save(string path, byte[] bytes) => File.WriteAllBytes(path, bytes);
}
