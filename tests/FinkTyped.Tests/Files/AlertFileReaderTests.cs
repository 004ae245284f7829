using System.IO.Compression;
using System.Text;

namespace FinkTyped.Tests;

public class AlertFileReaderTests
{
    [Theory]
    [InlineData(AlertFileCodec.Null)]
    [InlineData(AlertFileCodec.Deflate)]
    public void What_was_written_is_read_back(AlertFileCodec codec)
    {
        var alerts = SmallAlert.Make(1000).ToList();
        var file = Container.Of(alerts, codec, blockBytes: 300);

        using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream");
        Assert.Equal(SmallAlert.Json, Encoding.UTF8.GetString(reader.SchemaJson.Span));
        Assert.Equal(codec, reader.Codec);
        Assert.Equal(["avro.codec", "avro.schema"], reader.Metadata.Keys.Order());
        var read = new List<SmallAlert>();
        while (reader.TryRead<SmallAlert>(out var alert)) read.Add(alert);
        Assert.Equal(alerts, read);
        Assert.Equal(1000, reader.Index);

        using var again = AlertFileReader.Open(new MemoryStream(file), "a stream");
        foreach (var alert in alerts)
        {
            Assert.True(again.TryRead(out var datum));
            Assert.Equal(alert.Encode(), datum.Datum.ToArray());
            Assert.Equal(alert.Id, datum.Index);
        }

        Assert.False(again.TryRead(out _));
    }

    [Fact]
    public void A_gzipped_container_is_known_by_its_first_bytes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["no-ending"], Container.Gzip(Container.Of(SmallAlert.Make(100))));
        Assert.Equal(SmallAlert.Make(100), AlertFile.Read<SmallAlert>(folder["no-ending"]));
    }

    [Fact]
    public async Task Reading_asynchronously_gives_the_same()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.avro"], Container.Of(SmallAlert.Make(100), AlertFileCodec.Deflate, 200));
        File.WriteAllBytes(folder["b.avro.gz"], Container.Gzip(Container.Of(SmallAlert.Make(100))));
        var read = new List<SmallAlert>();
        await foreach (var alert in AlertFile.ReadAsync<SmallAlert>(folder.Path, stop: TestContext.Current.CancellationToken)) read.Add(alert);
        Assert.Equal(SmallAlert.Make(100).Concat(SmallAlert.Make(100)), read);

        await using var reader = await AlertFileReader.OpenAsync(folder["a.avro"], stop: TestContext.Current.CancellationToken);
        var count = 0;
        await foreach (var datum in reader.ReadDatumsAsync(TestContext.Current.CancellationToken)) Assert.Equal(count++, datum.Index);
        Assert.Equal(100, count);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_paths_each_file_with_its_own_schema()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["b"]);
        File.WriteAllBytes(folder["c.avro"], Container.Of([new SmallAlert(3, "c")]));
        File.WriteAllBytes(folder["B.avro.gz"], Container.Gzip(Container.Of([new SmallAlert(1, "B")])));
        File.WriteAllText(folder["notes.txt"], "not an alert");
        var other = """{"type":"record","name":"X","fields":[{"name":"name","type":"string"},{"name":"more","type":["null","int"]},{"name":"id","type":"int"}]}""";
        using (var writer = AlertFileWriter.Create(folder["b/a.avro"], Encoding.UTF8.GetBytes(other))) writer.Append([2, (byte)'b', 0, 4]);

        Assert.Equal([new(1, "B"), new(2, "b"), new(3, "c")], AlertFile.Read<SmallAlert>(folder.Path));
        Assert.Equal(["B.avro.gz", "b/a.avro", "c.avro"], AlertFile.ReadDatums(folder.Path).Select(d => Path.GetRelativePath(folder.Path, d.Path)));
        Assert.Throws<FileNotFoundException>(() => AlertFile.Read<SmallAlert>(folder["none.avro"]).Count());
    }

    [Fact]
    public void Datums_stay_valid_after_the_file_was_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.avro"], Container.Of(SmallAlert.Make(1000), AlertFileCodec.Deflate, 100));
        var datums = AlertFile.ReadDatums(folder["a.avro"]).ToList();
        Assert.Equal(SmallAlert.Make(1000).Select(a => Convert.ToHexString(a.Encode())), datums.Select(d => Convert.ToHexString(d.Datum.Span)));
    }

    [Theory]
    [InlineData(AlertFileCodec.Null)]
    [InlineData(AlertFileCodec.Deflate)]
    public async Task What_a_reader_hands_out_is_owned(AlertFileCodec codec)
    {
        var file = Container.Of(SmallAlert.Make(1000), codec, 100);
        var expected = SmallAlert.Make(1000).Select(a => Convert.ToHexString(a.Encode())).ToList();
        var datums = new List<AlertDatum>();
        using (var reader = AlertFileReader.Open(new MemoryStream(file), "a stream"))
        {
            while (reader.TryRead(out var datum)) datums.Add(datum);
        }

        Assert.Equal(expected, datums.Select(d => Convert.ToHexString(d.Datum.Span)));
        datums.Clear();
        await using (var reader = await AlertFileReader.OpenAsync(new MemoryStream(file), "a stream", stop: TestContext.Current.CancellationToken))
        {
            await foreach (var datum in reader.ReadDatumsAsync(TestContext.Current.CancellationToken)) datums.Add(datum);
        }

        // Others use the pool meanwhile.
        Assert.Equal(SmallAlert.Make(1000), Container.Read(file));
        Assert.Equal(expected, datums.Select(d => Convert.ToHexString(d.Datum.Span)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void A_query_is_evaluated_on_files_whatever_their_blocks(int blockBytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.avro"], Container.Of(SmallAlert.Make(100), AlertFileCodec.Null, blockBytes));
        var expected = Enumerable.Range(0, 50).Select(i => $"alert {2 * i}");
        Assert.Equal(expected, AlertFile.Read(folder["a.avro"], new EvenNames()));

        using (AlertFileWriter.Create(folder["b.avro"], "\"int\""u8))
        {
        }

        Assert.Equal(expected, AlertFile.Read(folder.Path, new EvenNames()));
        using (var writer = AlertFileWriter.OpenOrCreate(folder["b.avro"], "\"int\""u8)) writer.Append([2]);
        var fault = Assert.Throws<AlertFilesException>(() => AlertFile.Read(folder.Path, new EvenNames()).Count());
        Assert.StartsWith($"{folder["b.avro"]}: the writer's schema cannot be resolved", Assert.IsType<SchemaResolutionException>(Assert.Single(fault.Files).Exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_told_with_file_block_and_alert()
    {
        var file = Container.Of(SmallAlert.Make(30), AlertFileCodec.Null, blockBytes: 1000);
        var name = file.AsSpan().IndexOf("alert 20"u8);
        file[name] = 0xFF;
        var fault = Fault(file);
        Assert.Contains("a stream: alert 20 (block 0, datum 20)", fault.Message, StringComparison.Ordinal);
        Assert.Equal("name", fault.FieldPath);
        Assert.Equal(1, fault.Offset);
    }

    [Fact]
    public void A_value_that_the_reader_does_not_take_is_told_with_its_field_wherever_in_its_block()
    {
        var writer = """{"type":"record","name":"W","fields":[{"name":"id","type":"long"},{"name":"name","type":["string","double"]}]}""";
        using var folder = new TemporaryFolder();
        using (var file = AlertFileWriter.Create(folder["a.avro"], Encoding.UTF8.GetBytes(writer)))
        {
            for (byte i = 0; i < 4; i++) file.Append(i % 2 == 0 ? [i, 0, 2, (byte)'x'] : [i, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        }

        var faults = new List<Exception>();
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = f => faults.Add(f.Exception) };
        Assert.Equal([new(0, "x"), new(1, "x")], AlertFile.Read<SmallAlert>(folder["a.avro"], options));
        Assert.Equal(["x"], AlertFile.Read(folder["a.avro"], new EvenNames(), options));
        Assert.All(faults, f => Assert.Equal((1, "name"), (((AvroException)f).Offset, ((AvroException)f).FieldPath)));
        Assert.Equal(2, faults.Count);
        Assert.Contains("alert 1 (block 0, datum 1): a value that is double, where the reader takes string (at byte 1, field name)", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_gives_what_is_whole_and_then_says_so()
    {
        var file = Container.Of(SmallAlert.Make(30), AlertFileCodec.Null, blockBytes: 100);
        var whole = 0;
        for (var length = 0; length < file.Length; length++)
        {
            using var stream = new MemoryStream(file, 0, length);
            var read = 0;
            try
            {
                using var reader = AlertFileReader.Open(stream, "a stream");
                while (reader.TryRead<SmallAlert>(out var alert)) Assert.Equal(read++, alert.Id);
                whole++;
            }
            catch (AvroException fault)
            {
                Assert.True(fault.Offset is null || fault.Offset <= length);
                Assert.StartsWith("a stream: ", fault.Message, StringComparison.Ordinal);
            }
        }

        // Only a file that ends with a block, or with its header, looks whole.
        using var all = AlertFileReader.Open(new MemoryStream(file), "a stream");
        Assert.Equal(file.AsSpan().Count(SyncOf(file)) - 1, whole);
    }

    [Fact]
    public void Containers_that_were_put_together_are_told()
    {
        using var folder = new TemporaryFolder();
        var first = Container.Of(SmallAlert.Make(30), blockBytes: 100);
        File.WriteAllBytes(folder["a.avro"], [.. first, .. Container.Of(SmallAlert.Make(2))]);
        var (read, faults) = (0, new List<Exception>());
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = f => faults.Add(f.Exception) };
        foreach (var _ in AlertFile.Read<SmallAlert>(folder["a.avro"], options)) read++;
        foreach (var _ in AlertFile.ReadParallel<SmallAlert>([folder["a.avro"]], new() { Files = options, PartBytes = 50 }, TestContext.Current.CancellationToken)) read++;
        Assert.Equal(60, read);
        Assert.Equal(2, faults.Count);
        Assert.All(faults, f => Assert.Contains($"another container begins here: files that were put together are read one by one (at byte {first.Length})", f.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\n", true)]
    [InlineData("\r\n", true)]
    [InlineData("\n\n\r\n", true)]
    [InlineData("\0\0\0", true)]
    [InlineData("\n\0", true)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", false)]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", false)]
    [InlineData("\n ", false)]
    [InlineData("\u0002", false)]
    public async Task Line_ends_behind_the_last_block_are_nothing(string fill, bool isNothing)
    {
        using var folder = new TemporaryFolder();
        var path = folder["a.avro"];
        byte[] whole = Container.Of(SmallAlert.Make(30), blockBytes: 100), file = [.. whole, .. Encoding.ASCII.GetBytes(fill)];
        foreach (var bytes in new[] { file, Container.Gzip(file) })
        {
            File.WriteAllBytes(path, bytes);
            var (read, later, faults) = (0, 0, 0);
            var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = _ => faults++ };
            foreach (var _ in AlertFile.Read<SmallAlert>(path, options)) read++;
            await foreach (var _ in AlertFile.ReadAsync<SmallAlert>([path], options, TestContext.Current.CancellationToken)) later++;
            Assert.Equal(15, AlertFile.Read(path, new EvenNames(), options).Count());
            Assert.Equal(30, AlertFile.ReadParallel<SmallAlert>([path], new() { Threads = 2, PartBytes = 50, Files = options }, TestContext.Current.CancellationToken).Count());
            Assert.Equal((30, 30), (read, later));
            Assert.Equal(isNothing ? 0 : 4, faults);
        }

        // It is not alerts that are appended to.
        File.WriteAllBytes(path, file);
        if (!isNothing) return;
        using (var writer = AlertFileWriter.OpenOrCreate<SmallAlert>(path)) writer.Append(new SmallAlert(30, "alert 30"));
        Assert.Equal(SmallAlert.Make(31), [.. AlertFile.Read<SmallAlert>(path)]);
    }

    [Theory]
    [InlineData(AlertFileCodec.Null, false)]
    [InlineData(AlertFileCodec.Deflate, false)]
    [InlineData(AlertFileCodec.Null, true)]
    public void Whatever_byte_is_changed_reading_ends_in_alerts_or_in_one_kind_of_exception(AlertFileCodec codec, bool gzip)
    {
        var file = Container.Of(SmallAlert.Make(50), codec, blockBytes: 200);
        if (gzip) file = Container.Gzip(file);
        var random = new Random(3);
        for (var i = 0; i < 5000; i++)
        {
            var at = random.Next(file.Length);
            var before = file[at];
            file[at] = (byte)random.Next(256);
            ReadToEnd(file);
            file[at] = before;
        }
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("zstandard")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("")]
    public void Other_codecs_are_named(string codec)
    {
        var fault = Assert.IsType<AlertFileException>(Fault(Assemble(("avro.codec", codec), ("avro.schema", SmallAlert.Json))));
        Assert.Equal(AlertFileFault.UnknownCodec, fault.Fault);
        Assert.Contains($"the codec '{codec}' is not", fault.Message, StringComparison.Ordinal);
        Assert.Contains("FinkTyped.Codecs", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_codec_means_none() => ReadToEnd(Assemble(("avro.schema", SmallAlert.Json)), mustSucceed: true);

    [Fact]
    public void What_is_no_container_is_refused()
    {
        Assert.Contains("is empty", Fault([]).Message, StringComparison.Ordinal);
        Assert.Contains("not an Avro object container", Fault("{\"a\": 1}"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("'avro.schema'", Fault(Assemble(("avro.codec", "null"))).Message, StringComparison.Ordinal);
        Assert.Contains("its schema: ", Fault(Assemble(("avro.schema", "{}"))).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Fault(Assemble(("avro.schema", "\"int\""), ("avro.schema", "\"int\""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_lie_cost_no_memory()
    {
        var header = Assemble(("avro.schema", "\"bytes\""));
        byte[] file = [.. header, 2, .. Varint(30_000_000), 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("ends in the middle of block 0", Fault(file).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
        Assert.Contains("size", Fault([.. header, 2, .. Varint(long.MaxValue)]).Message, StringComparison.Ordinal);
        Assert.Contains("size", Fault([.. header, 2, .. Varint(-1)]).Message, StringComparison.Ordinal);
        Assert.Contains("alerts, in", Fault([.. header, .. Varint(1_000_000), 2, 0, .. SyncOf(header)]).Message, StringComparison.Ordinal);
        Assert.Contains("alerts, in", Fault([.. header, .. Varint(-1), 2, 0, .. SyncOf(header)]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_after_the_last_alert_of_a_block_are_refused()
    {
        var header = Assemble(("avro.schema", "\"boolean\""));
        Assert.Contains("goes on for 1 byte", Fault([.. header, 0, 2, 1, .. SyncOf(header)]).Message, StringComparison.Ordinal);
        Assert.Contains("follow the end", Fault([.. header, 2, 4, 1, 1, .. SyncOf(header)], json: true).Message, StringComparison.Ordinal);
        Assert.Contains("no sync marker", Fault([.. header, 2, 2, 1, .. new byte[16]]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_unpacks_to_more_than_the_limit_is_refused()
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(new byte[50_000_000]);
        var header = Assemble(("avro.codec", "deflate"), ("avro.schema", "\"bytes\""));
        byte[] file = [.. header, 2, .. Varint(packed.Length), .. packed.ToArray(), .. SyncOf(header)];
        var fault = Fault(file, new AvroLimits { MaxBytes = 1_000_000 });
        Assert.Contains("unpacks to more than", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzipped_data_that_ends_early_is_refused()
    {
        var file = Container.Gzip(Container.Of(SmallAlert.Make(1000), AlertFileCodec.Null, blockBytes: 1000));
        foreach (var length in new[] { 2, 3, 15, file.Length / 4, file.Length / 2, file.Length - 20, file.Length - 8, file.Length - 1 }) Fault(file[..length]);
    }

    [Fact]
    public void Gzipped_data_that_end_early_are_refused_where_a_block_ends_too()
    {
        var file = Container.Of(SmallAlert.Make(30), blockBytes: 100);
        var sync = SyncOf(file);
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // What was given so far can be read up to the end of a block, as of a writer that was stopped.
            for (int start = 0, length; start < file.Length; start += length)
            {
                length = file.AsSpan(start).IndexOf(sync) + sync.Length;
                gzip.Write(file, start, length);
                gzip.Flush();
            }
        }

        var zipped = packed.ToArray();
        ReadToEnd(zipped, mustSucceed: true);
        for (var length = 0; length < zipped.Length; length++) Fault(zipped[..length]);
        // Files that were put together are one.
        byte[] members = [.. Container.Gzip(file[..100]), .. Container.Gzip(file[100..])];
        ReadToEnd(members, mustSucceed: true);
        for (var length = 2; length < members.Length; length++) Fault(members[..length]);
    }

    private static AvroException Fault(byte[] file, AvroLimits? limits = null, bool json = false)
    {
        var fault = Assert.ThrowsAny<AvroException>(() => Read(file, limits, json));
        Assert.StartsWith("a stream: ", fault.Message, StringComparison.Ordinal);
        return fault;
    }

    private static void ReadToEnd(byte[] file, bool mustSucceed = false)
    {
        try
        {
            Read(file, null, json: false);
        }
        catch (AvroException) when (!mustSucceed)
        {
            // The one exception there is for it.
        }
    }

    private static void Read(byte[] file, AvroLimits? limits, bool json)
    {
        using var reader = AlertFileReader.Open(new MemoryStream(file), "a stream", limits);
        if (reader.WriterSchema.Equals(SmallAlert.Schema))
        {
            while (reader.TryRead<SmallAlert>(out _))
            {
            }
        }

        while (reader.TryRead(out var datum))
        {
            if (!json) continue;
            try
            {
                AvroJson.ToString(datum.WriterSchema, datum.Datum.Span);
            }
            catch (AvroException fault)
            {
                throw new AvroException($"a stream: {fault.Reason}");
            }
        }
    }

    private static byte[] Assemble(params (string Key, string Value)[] metadata)
    {
        var entries = metadata.SelectMany(m => Bytes(m.Key).Concat(Bytes(m.Value)));
        return [.. "Obj\u0001"u8, .. Varint(metadata.Length), .. entries, 0, .. "0123456789abcdef"u8];

        static IEnumerable<byte> Bytes(string text) => Varint(text.Length).Concat(Encoding.UTF8.GetBytes(text));
    }

    private static byte[] SyncOf(byte[] file)
    {
        var reader = new AvroReader(file);
        reader.ReadFixedSpan(4);
        for (var left = reader.ReadLong(); left > 0; left--)
        {
            reader.ReadString();
            reader.ReadBytes();
        }

        reader.ReadLong();
        return reader.ReadFixedSpan(16).ToArray();
    }

    private static byte[] Varint(long value)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new AvroWriter(bytes);
        writer.WriteLong(value);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
