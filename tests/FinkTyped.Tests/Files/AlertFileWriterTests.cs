using System.Text;

namespace FinkTyped.Tests;

public class AlertFileWriterTests
{
    private static ReadOnlySpan<byte> Json => Encoding.UTF8.GetBytes(SmallAlert.Json);

    [Theory]
    [InlineData(SharedAlerts.Ztf)]
    [InlineData(SharedAlerts.Lsst)]
    public async Task Real_datums_are_stored_as_they_came(string name)
    {
        var datums = SharedAlerts.Datums(name);
        using var original = AlertFileReader.Open(SharedAlerts.PathOf(name));
        using var folder = new TemporaryFolder();
        foreach (var codec in new[] { AlertFileCodec.Null, AlertFileCodec.Deflate })
        {
            var path = folder[$"{codec}.avro"];
            await using (var writer = AlertFileWriter.Create(path, original.SchemaJson.Span, new() { Codec = codec }))
            {
                foreach (var datum in datums) writer.Append(datum.Datum.Span);
            }

            using var copy = AlertFileReader.Open(path);
            Assert.True(copy.SchemaJson.Span.SequenceEqual(original.SchemaJson.Span));
            foreach (var datum in datums)
            {
                Assert.True(copy.TryRead(out var read));
                Assert.True(read.Datum.Span.SequenceEqual(datum.Datum.Span));
            }

            Assert.False(copy.TryRead(out _));
        }
    }

    [Fact]
    public void A_file_is_appended_to_under_its_own_header_and_codec()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.avro"];
        using (var writer = AlertFileWriter.OpenOrCreate(path, Json, new() { Codec = AlertFileCodec.Deflate })) writer.Append(new SmallAlert(0, "x"));
        using (var writer = AlertFileWriter.OpenOrCreate<SmallAlert>(path))
        {
            Assert.Equal(AlertFileCodec.Deflate, writer.Codec);
            writer.Append(new SmallAlert(1, "y"));
            Assert.Equal(1, writer.Count);
        }

        Assert.Equal([new(0, "x"), new(1, "y")], AlertFile.Read<SmallAlert>(path));
        using var reader = AlertFileReader.Open(path);
        Assert.True(reader.SchemaJson.Span.SequenceEqual(Json));
    }

    [Fact]
    public void A_file_of_another_schema_is_not_appended_to()
    {
        using var folder = new TemporaryFolder();
        using (AlertFileWriter.Create(folder["a.avro"], "\"int\""u8))
        {
        }

        var fault = Assert.Throws<AvroException>(() => AlertFileWriter.OpenOrCreate(folder["a.avro"], Json));
        Assert.Contains("another schema", fault.Message, StringComparison.Ordinal);
        using var ints = AlertFileWriter.OpenOrCreate(folder["a.avro"], "\"int\""u8);
        Assert.Throws<AvroException>(() => ints.Append(new SmallAlert(0, "x")));
    }

    [Fact]
    public void A_file_that_exists_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        AlertFileWriter.Create<SmallAlert>(folder["a.avro"]).Dispose();
        Assert.Throws<IOException>(() => AlertFileWriter.Create<SmallAlert>(folder["a.avro"]));
    }

    [Fact]
    public void Wherever_a_crash_cut_the_last_block_appending_goes_on_after_the_block_before()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.avro"];
        long wholeBlocks;
        using (var writer = AlertFileWriter.Create(path, Json))
        {
            writer.Append(new SmallAlert(0, "whole"));
            writer.Flush();
            wholeBlocks = new FileInfo(path).Length;
            writer.Append(new SmallAlert(1, "cut"));
        }

        var bytes = File.ReadAllBytes(path);
        for (var length = (int)wholeBlocks; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            using (var writer = AlertFileWriter.OpenOrCreate(path, Json)) writer.Append(new SmallAlert(2, "after"));
            Assert.Equal([new(0, "whole"), new(2, "after")], AlertFile.Read<SmallAlert>(path));
        }
    }

    [Fact]
    public void Damage_before_the_end_is_never_taken_for_a_crash()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.avro"];
        long header;
        using (var writer = AlertFileWriter.Create(path, Json))
        {
            header = new FileInfo(path).Length;
            writer.Append(new SmallAlert(0, "first"));
            writer.Flush();
            writer.Append(new SmallAlert(1, "second"));
        }

        var bytes = File.ReadAllBytes(path);
        // The size of the first block now goes beyond the end of the file.
        bytes[header + 1] = 0x7E;
        File.WriteAllBytes(path, bytes);
        Assert.Throws<AlertFileException>(() => AlertFileWriter.OpenOrCreate(path, Json));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_block_of_impossible_size_at_the_end_is_not_one_that_was_cut_short()
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.avro"];
        AlertFileWriter.Create(path, Json).Dispose();
        var header = File.ReadAllBytes(path);
        // One alert in as many bytes as there are numbers for, and the marker of a finished block behind it.
        byte[] bytes = [.. header, 2, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 1, 2, 3, .. header[^16..]];
        File.WriteAllBytes(path, bytes);
        Assert.Equal(header.Length, Assert.Throws<AlertFileException>(() => AlertFileWriter.OpenOrCreate(path, Json)).Offset);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_gzipped_file_is_not_appended_to()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.avro"], [0x1F, 0x8B, 8, 0, 0]);
        Assert.Throws<AlertFileException>(() => AlertFileWriter.OpenOrCreate(folder["a.avro"], Json));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_file_whole_and_can_be_tried_again()
    {
        using var stream = new FullDisk();
        using (var writer = AlertFileWriter.Create(stream, Json, leaveOpen: true))
        {
            writer.Append(new SmallAlert(0, "x"));
            writer.Flush();
            writer.Append(new SmallAlert(1, "y"));
            stream.IsFull = true;
            Assert.Throws<IOException>(() => writer.Flush());
            stream.IsFull = false;
            writer.Append(new SmallAlert(2, "z"));
        }

        stream.Position = 0;
        using var reader = AlertFileReader.Open(stream, "a stream");
        for (var id = 0; id < 3; id++)
        {
            Assert.True(reader.TryRead<SmallAlert>(out var alert));
            Assert.Equal(id, alert.Id);
        }

        Assert.False(reader.TryRead<SmallAlert>(out _));
    }

    [Fact]
    public void A_reader_may_follow_a_file_that_is_written()
    {
        using var folder = new TemporaryFolder();
        using var writer = AlertFileWriter.Create<SmallAlert>(folder["a.avro"]);
        writer.Append(new SmallAlert(0, "x"));
        writer.Flush(toDisk: true);
        Assert.Equal([new(0, "x")], AlertFile.Read<SmallAlert>(folder["a.avro"]));
        writer.Append(new SmallAlert(1, "y"));
        writer.Flush();
        Assert.Equal(2, AlertFile.Read<SmallAlert>(folder["a.avro"]).Count());
    }

    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!IsFull)
            {
                base.Write(buffer);
                return;
            }

            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }
    }

    [Fact]
    public void The_schema_of_a_file_is_the_text_that_came()
    {
        using var folder = new TemporaryFolder();
        var text = """{"fields": [{"type": {"logicalType":"timestamp-micros", "type":"long"}, "name":"t", "unit":"d"}],  "name":"R", "type":"record", "doc":"å"}""";
        var schema = AvroSchema.ParseWriter(Encoding.UTF8.GetBytes("\uFEFF" + text));
        AlertFileWriter.Create(folder["a.avro"], schema).Dispose();
        AlertFileWriter.OpenOrCreate(folder["b.avro"], schema).Dispose();
        foreach (var name in new[] { "a.avro", "b.avro" })
        {
            using var reader = AlertFileReader.Open(folder[name]);
            Assert.Equal(text, Encoding.UTF8.GetString(reader.SchemaJson.Span));
            Assert.Equal(text, Encoding.UTF8.GetString(reader.WriterSchema.SourceJson.Span));
        }
    }

    [Fact]
    public void A_name_that_ends_in_gz_is_gzipped_and_not_appended_to()
    {
        using var folder = new TemporaryFolder();
        using (var writer = AlertFileWriter.Create<SmallAlert>(folder["a.avro.gz"]))
        {
            foreach (var alert in SmallAlert.Make(3000)) writer.Append(alert);
            writer.Flush(toDisk: true);
        }

        Assert.Equal([0x1F, 0x8B], File.ReadAllBytes(folder["a.avro.gz"])[..2]);
        Assert.Equal(SmallAlert.Make(3000), AlertFile.Read<SmallAlert>(folder["a.avro.gz"]));
        Assert.Contains("gzip", Assert.Throws<ArgumentException>(() => AlertFileWriter.OpenOrCreate<SmallAlert>(folder["b.avro.GZ"])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["b.avro.GZ"]));
    }

    [Fact]
    public void Large_alerts_have_a_block_each()
    {
        using var folder = new TemporaryFolder();
        var alerts = Enumerable.Range(0, 5).Select(i => new SmallAlert(i, new string('x', 20_000))).ToList();
        using (var writer = AlertFileWriter.Create<SmallAlert>(folder["a.avro"])) alerts.ForEach(writer.Append);
        Assert.Equal([0, 1, 2, 3, 4], AlertFile.ReadDatums(folder["a.avro"]).Select(d => d.Place.Block));
    }

    [Fact]
    public void A_codec_that_is_not_registered_is_refused_before_a_file_is_made()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("FinkTyped.Codecs", Assert.Throws<NotSupportedException>(() => AlertFileWriter.Create<SmallAlert>(folder["a.avro"], new() { Codec = AlertFileCodec.Snappy })).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["a.avro"]));
    }

    [Fact]
    public void A_record_encodes_itself_and_tells_itself_as_json()
    {
        var alert = new SmallAlert(7, "\u00e5\"");
        Assert.Equal([14, 6, 0xC3, 0xA5, (byte)'"'], alert.Encode());
        Assert.Equal("""{"id":7,"name":"å\""}""", alert.ToJson());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Several_threads_pack_what_one_packs(int threads)
    {
        var alerts = SmallAlert.Make(20_000).ToList();
        var options = new AlertFileWriterOptions { Codec = AlertFileCodec.Deflate, BlockBytes = 2000, Threads = threads };
        foreach (var async in new[] { false, true })
        {
            using var file = new MemoryStream();
            var writer = AlertFileWriter.Create(file, SmallAlert.Schema, options, leaveOpen: true);
            foreach (var alert in alerts.Take(12_345)) writer.Append(alert);
            if (async) await writer.FlushAsync(TestContext.Current.CancellationToken);
            else writer.Flush();
            Assert.Equal(alerts.Take(12_345), Container.Read(file.ToArray()));
            foreach (var alert in alerts.Skip(12_345)) writer.Append(alert);
            if (async) await writer.DisposeAsync();
            else writer.Dispose();
            Assert.Equal(alerts, Container.Read(file.ToArray()));
        }
    }
}
