using System.Buffers;
using System.Text;
using FinkTyped.Tests;

namespace FinkTyped.Codecs.Tests;

/// <summary>Blocks that are packed and unpacked, whole and damaged.</summary>
public sealed class CodecTests
{
    private static readonly AvroSchema Schema = AvroSchema.Parse("""{"type":"record","name":"R","fields":[{"name":"id","type":"long"},{"name":"text","type":"string"}]}""");

    public static TheoryData<AlertFileCodec> Codecs => [AlertFileCodec.Snappy, AlertFileCodec.Zstandard];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_is_written_is_read_back(AlertFileCodec codec)
    {
        MoreCodecs.Register();
        var datums = Enumerable.Range(0, 300).Select(i => Datum(i, new string((char)('a' + (i % 26)), i * 20))).ToList();
        var file = File(codec, datums);
        Assert.True(file.Length < datums.Sum(d => d.Length) / 4);
        Assert.Contains(codec == AlertFileCodec.Snappy ? "snappy" : "zstandard", Encoding.Latin1.GetString(file), StringComparison.Ordinal);

        using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream");
        Assert.Equal(codec, reader.Codec);
        foreach (var datum in datums)
        {
            Assert.True(reader.TryRead(out var read));
            Assert.Equal(datum, read.Datum.ToArray());
        }

        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_file_is_appended_to_in_its_own_codec(AlertFileCodec codec)
    {
        MoreCodecs.Register();
        var path = Path.Combine(Path.GetTempPath(), $"fink-codecs-{Guid.NewGuid():N}.avro");
        try
        {
            System.IO.File.WriteAllBytes(path, File(codec, [Datum(1, "a")]));
            using (var writer = AlertFileWriter.OpenOrCreate(path, Schema)) writer.Append(Datum(2, "b"));
            Assert.Equal([Datum(1, "a"), Datum(2, "b")], AlertFile.ReadDatums(path).Select(d => d.Datum.ToArray()));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Fact]
    public void A_snappy_block_that_announces_more_than_an_array_holds_is_too_large()
    {
        var plain = new ArrayBufferWriter<byte>();
        Assert.False(new SnappyCodec().TryUnpack(Convert.FromHexString("FFFFFFFF0F0000000000"), plain, int.MaxValue));
        Assert.False(new SnappyCodec().TryUnpack(Convert.FromHexString("8080808008" + "0000000000"), plain, int.MaxValue));
        Assert.Equal(0, plain.WrittenCount);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Whatever_byte_is_changed_reading_ends_in_alerts_or_in_one_kind_of_exception(AlertFileCodec codec)
    {
        MoreCodecs.Register();
        var datums = Enumerable.Range(0, 20).Select(i => Datum(i, $"alert {i}, alert {i}, alert {i}")).ToList();
        var file = File(codec, datums);
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var changed = file.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            Read(i % 2 == 0 ? changed : changed[..random.Next(changed.Length)]);
        }
    }

    [Fact]
    public void A_snappy_block_whose_checksum_is_another_is_refused()
    {
        MoreCodecs.Register();
        var file = File(AlertFileCodec.Snappy, [Datum(7, "incompressible")]);
        // Snappy itself has no checksum: a letter in a literal is not noticed but by Avro's.
        file[file.AsSpan().IndexOf("incompressible"u8)] = (byte)'I';
        var fault = Assert.IsType<AlertFileException>(Read(file));
        Assert.Equal(AlertFileFault.Damaged, fault.Fault);
        Assert.Contains("checksum", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_block_that_unpacks_to_more_than_the_limit_is_refused_before_it_takes_the_memory(AlertFileCodec codec)
    {
        AlertBlockCodec unpacker = codec == AlertFileCodec.Snappy ? new SnappyCodec() : new ZstandardCodec();
        var packed = new ArrayBufferWriter<byte>();
        unpacker.Pack(new byte[30_000_000], packed);
        var plain = new ArrayBufferWriter<byte>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(unpacker.TryUnpack(packed.WrittenMemory, plain, 2_000_000));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12_000_000);
        Assert.True(unpacker.TryUnpack(packed.WrittenMemory, plain, 30_000_000));
    }

    [Fact]
    public void A_snappy_block_that_lies_about_its_length_takes_no_memory()
    {
        var plain = new ArrayBufferWriter<byte>();
        byte[] liar = [0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0, 0, 0];
        Assert.Throws<InvalidDataException>(() => new SnappyCodec().TryUnpack(liar, plain, 64 * 1024 * 1024));
        Assert.InRange(plain.Capacity, 0, 1000);
    }

    [Fact]
    public void Empty_blocks_and_several_frames_are_read()
    {
        foreach (AlertBlockCodec codec in new AlertBlockCodec[] { new SnappyCodec(), new ZstandardCodec(19) })
        {
            var packed = new ArrayBufferWriter<byte>();
            codec.Pack([], packed);
            var plain = new ArrayBufferWriter<byte>();
            Assert.True(codec.TryUnpack(packed.WrittenMemory, plain, 10));
            Assert.Equal(0, plain.WrittenCount);
        }

        var frames = new ArrayBufferWriter<byte>();
        new ZstandardCodec().Pack("one"u8, frames);
        new ZstandardCodec().Pack("two"u8, frames);
        var both = new ArrayBufferWriter<byte>();
        Assert.True(new ZstandardCodec().TryUnpack(frames.WrittenMemory, both, 10));
        Assert.Equal("onetwo", Encoding.UTF8.GetString(both.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(SharedAlerts.Names), MemberType = typeof(SharedAlerts))]
    public void Real_alerts_come_back_as_they_were(string name, int count)
    {
        MoreCodecs.Register();
        var datums = SharedAlerts.Datums(name);
        foreach (var codec in Codecs.Select(row => row.Data))
        {
            var stream = new MemoryStream();
            using (var writer = AlertFileWriter.Create(stream, datums[0].WriterSchema, new() { Codec = codec }, leaveOpen: true))
            {
                foreach (var datum in datums) writer.Append(datum.Datum.Span);
            }

            stream.Position = 0;
            using var reader = AlertFileReader.Open(stream, name);
            var read = 0;
            while (reader.TryRead(out var datum)) Assert.True(datum.Datum.Span.SequenceEqual(datums[read++].Datum.Span));
            Assert.Equal(count, read);
        }
    }

    private static byte[] File(AlertFileCodec codec, IEnumerable<byte[]> datums)
    {
        var stream = new MemoryStream();
        using (var writer = AlertFileWriter.Create(stream, Schema, new() { Codec = codec, BlockBytes = 50_000 }, leaveOpen: true))
        {
            foreach (var datum in datums) writer.Append(datum);
        }

        return stream.ToArray();
    }

    private static byte[] Datum(long id, string text)
    {
        var datum = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(datum);
        writer.WriteLong(id);
        writer.WriteString(text);
        writer.Flush();
        return datum.WrittenSpan.ToArray();
    }

    private static AvroException? Read(byte[] file)
    {
        try
        {
            using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream");
            while (reader.TryRead(out var datum)) AvroJson.ToString(datum.WriterSchema, datum.Datum.Span);
            return null;
        }
        catch (AvroException fault)
        {
            return fault;
        }
    }
}
