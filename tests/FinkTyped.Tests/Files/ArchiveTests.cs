using System.Formats.Tar;

namespace FinkTyped.Tests;

/// <summary>Nights as tar archives, gzip'ed or not, read in place.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Files_of_an_archive_are_read_in_their_order(TarEntryFormat format)
    {
        var night = Night(format, ("2/b.AVRO", Container.Of([new(1, "a"), new(2, "b")])), ("2/a.avro.gz", Container.Gzip(Container.Of([new(3, "c")]))), ("notes.txt", [1, 2]));
        File.WriteAllBytes(_folder["night.tar"], night);
        File.WriteAllBytes(_folder["night.tar.GZ"], Container.Gzip(night));
        File.WriteAllBytes(_folder["night.TGZ"], Container.Gzip(night));
        File.WriteAllBytes(_folder["any"], night);

        foreach (var name in new[] { "night.tar", "night.tar.GZ", "night.TGZ", "any" })
        {
            var path = _folder[name];
            Assert.Equal([1, 2, 3], AlertFile.Read<SmallAlert>(path).Select(a => a.Id));
            Assert.Equal(
                [new($"{path}:2/b.AVRO", 0, 0), new($"{path}:2/b.AVRO", 0, 1), new($"{path}:2/a.avro.gz", 0, 0)],
                AlertFile.ReadWithPlaces<SmallAlert>([path]).Select(a => a.Place));
            var read = new List<long>();
            await foreach (var alert in AlertFile.ReadAsync<SmallAlert>(path, stop: TestContext.Current.CancellationToken)) read.Add(alert.Id);
            Assert.Equal([1, 2, 3], read);
        }

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], AlertFile.Read<SmallAlert>(_folder.Path).Select(a => a.Id));
    }

    /// <summary>Names of a file that say that they are long are refused before there is memory for them, whether their checksum is right or not.</summary>
    [Theory]
    [InlineData((byte)'x', "02000000000")]
    [InlineData((byte)'L', "77777777777")]
    [InlineData((byte)'g', null)]
    [InlineData((byte)'K', "02000000001")]
    public void Names_that_are_said_to_be_enormous_take_no_memory(byte type, string? size)
    {
        var header = new byte[1024];
        "name"u8.CopyTo(header);
        header.AsSpan(148, 8).Fill((byte)' ');
        if (size is null) (header[124], header[131]) = (0x80, 1);
        else System.Text.Encoding.ASCII.GetBytes(size).CopyTo(header, 124);
        header[156] = type;
        (type is (byte)'L' or (byte)'K' ? "ustar  \0"u8 : "ustar\000"u8).CopyTo(header.AsSpan(257));
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(header.AsSpan(0, 512).ToArray().Sum(b => b) + (type == 'K' ? 1 : 0), 8)).CopyTo(header, 148);
        File.WriteAllBytes(_folder["night.tar"], [.. Night(TarEntryFormat.Pax, ("a.avro", Container.Of([new(1, "a")])))[..^1024], .. header]);

        var ids = new List<long>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var faults = Assert.Throws<AlertFilesException>(() =>
        {
            foreach (var alert in AlertFile.Read<SmallAlert>(_folder["night.tar"])) ids.Add(alert.Id);
        });

        Assert.Equal(AlertFileFault.Damaged, Assert.IsType<AlertFileException>(faults.Files.Single().Exception).Fault);
        Assert.Equal([1], ids);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Fact]
    public void A_bad_file_in_an_archive_hides_none_of_the_others()
    {
        var good = Container.Of([new(1, "a")]);
        File.WriteAllBytes(_folder["a.tar"], Night(TarEntryFormat.Pax, ("._x.avro", [0, 5, 0x16, 7]), ("a.avro", good), ("b.avro", good[..^5]), ("c.avro", []), ("d.avro", Night(TarEntryFormat.Pax, ("e.avro", good))), ("g.tar.gz", Container.Gzip(Night(TarEntryFormat.Pax, ("e.avro", good)))), ("f.avro", good)));
        File.WriteAllBytes(_folder["b.avro"], good);
        var read = new List<SmallAlert>();
        var fault = Assert.Throws<AlertFilesException>(() => read.AddRange(AlertFile.Read<SmallAlert>(_folder.Path, new() { BadFileFound = f => _bad.Add(f.Path) }).Select(Noted)));
        Assert.Equal(3, _noted);
        string[] names = ["._x.avro", "b.avro", "c.avro", "d.avro", "g.tar.gz"];
        Assert.Equal(names.Select(n => $"{_folder["a.tar"]}:{n}"), fault.Files.Select(f => f.Path));
        Assert.Equal(_bad, fault.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_cut_anywhere_gives_what_is_whole_and_says_so(bool gzip)
    {
        var night = Night(TarEntryFormat.Ustar, ("a.avro", Container.Of(SmallAlert.Make(3))), ("b.avro", Container.Of(SmallAlert.Make(3))));
        var file = gzip ? Container.Gzip(night) : night;
        for (var length = 1; length < file.Length; length += gzip ? 7 : 101)
        {
            File.WriteAllBytes(_folder["a.tar"], file[..length]);
            var faults = 0;
            var read = AlertFile.Read<SmallAlert>(_folder["a.tar"], new() { OnBadFile = OnBadFile.Skip, BadFileFound = _ => faults++ }).Count();
            Assert.InRange(read, 0, 6);
            // Behind the last file there are but two empty blocks and padding.
            if (read < 6) Assert.NotEqual(0, faults);
        }
    }

    [Fact]
    public void Whatever_byte_is_changed_reading_ends_in_alerts_and_documented_faults()
    {
        var night = Night(TarEntryFormat.Pax, ("a.avro", Container.Of(SmallAlert.Make(3))), (new string('n', 150) + ".avro", Container.Of(SmallAlert.Make(3))));
        var random = new Random(4);
        for (var i = 0; i < 600; i++)
        {
            var changed = night.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["a.tar"], changed);
            Assert.InRange(AlertFile.Read<SmallAlert>(_folder["a.tar"], new() { OnBadFile = OnBadFile.Skip }).Count(), 0, 6);
        }
    }

    [Fact]
    public void An_archive_without_alert_files_is_told()
    {
        File.WriteAllBytes(_folder["a.tar"], Night(TarEntryFormat.Ustar, ("a.txt", [1])));
        Assert.Contains("in this archive", Assert.Throws<AlertFileException>(() => AlertFile.Read<SmallAlert>(_folder["a.tar"]).Count()).Message, StringComparison.Ordinal);
    }

    private readonly List<string> _bad = [];
    private int _noted;

    private SmallAlert Noted(SmallAlert alert)
    {
        _noted++;
        return alert;
    }

    [Theory]
    [InlineData("FF01")]
    [InlineData("80FFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("39393939393939")]
    public void A_size_that_is_none_is_a_damaged_archive(string size)
    {
        var night = Night(TarEntryFormat.Gnu, ("a.avro", Container.Of([new(1, "a")])), ("b.avro", Container.Of([new(2, "b")])));
        Convert.FromHexString(size).CopyTo(night, night.AsSpan().IndexOf("b.avro"u8) + 124);
        File.WriteAllBytes(_folder["a.tar"], night);
        File.WriteAllBytes(_folder["b.avro"], Container.Of([new(3, "c")]));
        var read = new List<long>();
        var fault = Assert.Throws<AlertFilesException>(() =>
        {
            foreach (var alert in AlertFile.Read<SmallAlert>(_folder.Path)) read.Add(alert.Id);
        });
        Assert.Equal([1, 3], read);
        Assert.Equal(AlertFileFault.Damaged, Assert.IsType<AlertFileException>(Assert.Single(fault.Files).Exception).Fault);
    }

    private static byte[] Night(TarEntryFormat format, params (string Name, byte[] Bytes)[] files)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    _ => new GnuTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }
}
