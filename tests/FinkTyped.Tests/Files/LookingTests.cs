using FinkTyped.Columns;

namespace FinkTyped.Tests;

/// <summary>Alerts that are looked at where they lie, of which no more is read than is looked at.</summary>
public sealed class LookingTests : IDisposable
{
    private const int Alerts = 40;
    private const int NoteLength = 60_000;

    private static readonly AvroSchema Schema = AvroSchema.Parse("""
        {"type": "record", "name": "Large", "fields": [
          {"name": "id", "type": "long"}, {"name": "early", "type": ["double", "null"]}, {"name": "items", "type": {"type": "array", "items": "double"}},
          {"name": "note", "type": ["bytes", "null"]}, {"name": "late", "type": ["float", "null"]}, {"name": "name", "type": "string"}]}
        """);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_what_nobody_looks_at_little_is_read()
    {
        var path = Write();
        var length = new FileInfo(path).Length;
        var (ids, early) = Take(path, ["id", "early"]);
        Assert.Equal(Enumerable.Range(0, Alerts).Select(i => (long)i), ids);
        Assert.InRange(early, 1, length / 5);
        var (_, late) = Take(path, ["id", "late"]);
        Assert.InRange(late, 1, length / 5);
        var (_, notes) = Take(path, ["id", "note"]);
        Assert.InRange(notes, length * 9 / 10, length * 11 / 10);

        // As is found out by looking: at first the rest of a block is asked for, then all of it is read at once.
        var all = AlertFile.ReadColumns([path], stop: Stop).Sum(c => c.Count);
        Assert.Equal(Alerts, all);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("late >= 13")]
    [InlineData("late >= 13 and note is not null")]
    public void What_was_passed_over_is_read_for_who_asks_for_it(string? filter)
    {
        var path = Write();
        var expected = AlertFile.ReadDatums(path).Select(a => NoteOf(a.Datum.Span)).Skip(filter is null ? 0 : 13).ToArray();
        var options = new ColumnOptions { Fields = ["late", "note"], Where = filter is null ? null : AlertFilter.Parse(filter) };
        var count = 0;
        foreach (var columns in AlertFile.ReadColumns([path], options, Stop))
        {
            var notes = (AlertBytesColumn)columns.Columns[1];
            for (var i = 0; i < columns.Count; i++) Assert.Equal(expected[count++], notes[i].ToArray());
        }

        Assert.Equal(expected.Length, count);
    }

    [Fact]
    public void What_is_wrong_is_told_as_when_all_is_read()
    {
        var whole = File.ReadAllBytes(Write());
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var bytes = (byte[])whole.Clone();
            var at = random.Next(bytes.Length / 4, bytes.Length);
            if (i % 4 == 0) bytes = bytes[..at];
            else if (i % 4 == 1) bytes[at] ^= (byte)(1 << random.Next(8));
            else if (i % 4 == 2) random.NextBytes(bytes.AsSpan(at, Math.Min(50, bytes.Length - at)));
            else bytes[bytes.AsSpan(at).IndexOf(whole.AsSpan(^16)) is var sync and >= 0 ? at + sync + 3 : at] ^= 1;
            var path = _folder["damaged.avro"];
            File.WriteAllBytes(path, bytes);
            foreach (var fields in new[] { new[] { "id" }, ["id", "late"] })
            {
                var expected = Outcome(path, fields, BlockUse.Lend);
                var actual = Outcome(path, fields, BlockUse.Look);
                Assert.Equal(expected.Ids, actual.Ids);
                Assert.Equal(expected.Faults, actual.Faults);
                var mapped = Outcome(path, fields, BlockUse.Look, maps: true);
                Assert.Equal(expected.Ids, mapped.Ids);
                Assert.Equal(expected.Faults, mapped.Faults);
            }
        }
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_is_cut()
    {
        var path = Write();
        foreach (var fields in new[] { new[] { "id" }, ["id", "late"] })
        {
            var bytes = File.ReadAllBytes(path);
            var copy = _folder["shrinking.avro"];
            File.WriteAllBytes(copy, bytes);
            using var file = new CountingFile(copy);
            using var reader = Open(file, copy, BlockUse.Look);
            using var columns = new AlertColumns(Schema, fields);
            var options = new ColumnOptions { Fields = fields };
            for (var i = 0; i < 5; i++)
            {
                Assert.True(reader.NextBlockAsync(false, Stop).Ended());
                reader.TryTake(columns, options);
            }

            Container.SetLength(copy, bytes.Length / 4);
            var fault = Assert.Throws<AlertFileException>(() =>
            {
                while (reader.NextBlockAsync(false, Stop).Ended()) reader.TryTake(columns, options);
            });
            Assert.Equal(AlertFileFault.Cut, fault.Fault);
            Assert.InRange(columns.Count, 5, Alerts / 2);
        }
    }

    [Fact]
    public void What_is_mapped_is_looked_at_where_it_is()
    {
        var path = Write();
        using var file = new CountingFile(path);
        using var reader = Open(file, path, BlockUse.Look, maps: true);
        using var columns = new AlertColumns(Schema, ["id", "note"]);
        while (reader.NextBlockAsync(false, Stop).Ended()) reader.TryTake(columns, ColumnOptions.Default);

        Assert.Equal(Alerts, columns.Count);
        // The first blocks, until it is known that all of them is wanted, and then what stands between them.
        Assert.InRange(file.BytesRead, 1, file.Length / 2);
    }

    [Fact]
    public void Nothing_is_given_of_bytes_that_are_mapped_no_more()
    {
        using var file = File.OpenRead(Write());
        var bytes = MappedBytes.TryMap(file.SafeFileHandle, 4097, 100)!;
        var memory = bytes.Memory;
        Assert.Equal(File.ReadAllBytes(Write())[4097..4197], memory.ToArray());
        Assert.True(bytes.Holds(4100, 97));
        Assert.False(bytes.Holds(4100, 98));
        Assert.False(bytes.Holds(4096, 2));
        ((IDisposable)bytes).Dispose();

        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
        Assert.Null(MappedBytes.TryMap(file.SafeFileHandle, file.Length + 4096, 100));
    }

    [Theory]
    [InlineData("large.avro")]
    [InlineData("large.avro.gz")]
    [InlineData("packed.avro")]
    public void Files_that_may_be_mapped_give_what_they_give_when_read(string name)
    {
        var path = Write();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var zipped = new System.IO.Compression.GZipStream(File.Create(_folder[name]), System.IO.Compression.CompressionLevel.Fastest);
            zipped.Write(File.ReadAllBytes(path));
        }
        else if (name != "large.avro")
        {
            using var writer = AlertFileWriter.Create(_folder[name], Schema, new AlertFileWriterOptions { Codec = AlertFileCodec.Deflate });
            foreach (var alert in AlertFile.ReadDatums(path)) writer.Append(alert.Datum.Span);
        }

        var options = new ColumnOptions { Fields = ["id", "late", "name"], Files = new AlertFileOptions { MapsFiles = true } };
        var total = 0;
        foreach (var columns in AlertFile.ReadColumns([_folder[name]], options, Stop))
        {
            total += columns.Count;
            Assert.Equal(Enumerable.Range(0, Alerts).Select(i => (long)i), ((AlertNumberColumn<long>)columns.Columns[0]).Values.ToArray());
            Assert.Equal(Enumerable.Range(0, Alerts).Select(i => (float)i), ((AlertNumberColumn<float>)columns.Columns[1]).Values.ToArray());
        }

        Assert.Equal(Alerts, total);
    }

    [Fact]
    public void A_filter_on_early_fields_lets_late_ones_be_read_of_what_it_accepts()
    {
        var options = new ColumnOptions { Fields = ["name", "late"], Where = AlertFilter.Parse("id % 10 == 3") };
        foreach (var columns in AlertFile.ReadColumns([Write()], options, Stop))
        {
            var names = (AlertBytesColumn)columns.Columns[0];
            Assert.Equal(["alert 3", "alert 13", "alert 23", "alert 33"], Enumerable.Range(0, columns.Count).Select(i => System.Text.Encoding.UTF8.GetString(names[i])));
            Assert.Equal([3, 13, 23, 33], ((AlertNumberColumn<float>)columns.Columns[1]).Values.ToArray());
        }
    }

    private static byte[] NoteOf(ReadOnlySpan<byte> datum)
    {
        var reader = new AvroReader(datum);
        reader.ReadLong();
        reader.ReadLong();
        reader.ReadDouble();
        for (int count; (count = reader.ReadBlock(8, out _)) > 0;)
        {
            for (; count > 0; count--) reader.ReadDouble();
        }

        reader.ReadLong();
        return reader.ReadBytesSpan().ToArray();
    }

    private string Write()
    {
        var path = _folder["large.avro"];
        if (File.Exists(path)) return path;
        using var writer = AlertFileWriter.Create(path, Schema);
        var random = new Random(1);
        var bytes = new byte[NoteLength];
        for (var i = 0; i < Alerts; i++)
        {
            var datum = new System.Buffers.ArrayBufferWriter<byte>();
            var output = new AvroWriter(datum);
            output.WriteLong(i);
            output.WriteLong(0);
            output.WriteDouble(i / 2.0);
            output.WriteLong(1 + (i % 7));
            for (var item = 0; item < 1 + (i % 7); item++) output.WriteDouble(item);
            output.WriteLong(0);
            output.WriteLong(0);
            random.NextBytes(bytes);
            output.WriteBytes(bytes);
            output.WriteLong(0);
            output.WriteFloat(i);
            output.WriteString($"alert {i}");
            output.Flush();
            writer.Append(datum.WrittenSpan);
        }

        return path;
    }

    private static (List<long> Ids, long BytesRead) Take(string path, string[] fields)
    {
        using var file = new CountingFile(path);
        using var reader = Open(file, path, BlockUse.Look);
        using var columns = new AlertColumns(Schema, fields);
        while (reader.NextBlockAsync(false, default).Ended()) reader.TryTake(columns, new ColumnOptions { Fields = fields });
        return ([.. ((AlertNumberColumn<long>)columns.Columns[0]).Values], file.BytesRead);
    }

    private static (List<long> Ids, List<string> Faults) Outcome(string path, string[] fields, BlockUse use, bool maps = false)
    {
        using var reader = Open(new CountingFile(path), path, use, maps);
        using var columns = new AlertColumns(Schema, fields);
        var faults = new List<string>();
        while (true)
        {
            try
            {
                if (!reader.NextBlockAsync(false, default).Ended()) break;
                reader.TryTake(columns, new ColumnOptions { Fields = fields });
            }
            catch (AvroException e)
            {
                faults.Add(e.Message);
            }
        }

        return ([.. ((AlertNumberColumn<long>)columns.Columns[0]).Values], faults);
    }

    private static AlertFileReader Open(FileStream file, string path, BlockUse use, bool maps = false) =>
        AlertFileReader.OpenAsync(new ContainerInput(file, leaveOpen: false), new ContainerSource(path, AvroLimits.Default, use, Maps: maps), false, default).Ended();

    private sealed class CountingFile(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            BytesRead += read;
            return read;
        }
    }
}
