using System.Net.Sockets;
using System.Runtime.InteropServices;
using FinkTyped.Columns;

namespace FinkTyped.Tests;

/// <summary>Sets of files: what paths stand for, and that a bad one never hides the others.</summary>
public sealed partial class AlertSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<long> _noted = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bad_file_hides_none_of_the_others_whatever_the_way()
    {
        WriteNight();
        string[] night = [_folder.Path];

        var ids = Thrown(AlertFile.Read<SmallAlert>(night), out var fault).Select(a => a.Id);
        Assert.Equal([1, 2, 5, 6, 7, 8], ids);
        Assert.Equal(["._d.avro", "b.avro", "c.avro", "e.avro", "g.avro"], fault.Files.Select(f => Path.GetFileName(f.Path)));
        Assert.All(fault.Files, f => Assert.Contains(f.Path, f.Exception.Message, StringComparison.Ordinal));
        Assert.All(fault.Files, f => Assert.Contains(f.ToString(), fault.Message, StringComparison.Ordinal));

        Assert.Equal([1, 2, 5, 6, 7, 8], (await ThrownAsync(AlertFile.ReadAsync<SmallAlert>(night, stop: Stop))).Select(a => a.Id));
        Assert.Equal(["alert 2", "alert 6", "alert 8"], Thrown(AlertFile.Read(night, new EvenNames()), out _));
        Assert.Equal(["alert 2", "alert 6", "alert 8"], await ThrownAsync(AlertFile.ReadAsync(night, new EvenNames(), stop: Stop)));
        // Where the schema is not asked for anything, the alerts of an odd one can be read too.
        Assert.Equal(7, Thrown(AlertFile.ReadDatums(night), out _).Count);
        Assert.Equal(7, (await ThrownAsync(AlertFile.ReadDatumsAsync(night, stop: Stop))).Count);
    }

    [Fact]
    public void Bad_files_are_told_as_they_are_left_or_end_the_reading_as_asked()
    {
        WriteNight();
        var told = new List<string>();
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = f => told.Add(Path.GetFileName(f.Path)) };
        var events = new List<string>();
        foreach (var alert in AlertFile.Read<SmallAlert>(_folder.Path, options))
        {
            events.AddRange([.. told, $"{alert.Id}"]);
            told.Clear();
        }

        Assert.Equal(["._d.avro", "1", "2", "b.avro", "c.avro", "5", "6", "e.avro", "7", "8"], events);
        Assert.Equal(["g.avro"], told);

        options = options with { OnBadFile = OnBadFile.ThrowAtOnce };
        Assert.Equal(AlertFileFault.NotAContainer, Assert.Throws<AlertFileException>(() => AlertFile.Read<SmallAlert>(_folder.Path, options).Count()).Fault);
        Assert.Equal(["g.avro", "._d.avro"], told);
    }

    [Fact]
    public void A_file_that_is_left_early_is_told_too()
    {
        var bytes = Container.Of([new(1, "a"), new(2, "b")]);
        bytes[bytes.AsSpan().LastIndexOf("\u0002a"u8) + 1] = 0xFF;
        File.WriteAllBytes(_folder["a.avro"], bytes);
        var told = new List<BadFile>();
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = told.Add };
        Assert.Equal(2, AlertFile.Read<SmallAlert>(_folder["a.avro"], options).First().Id);
        Assert.Equal("name", Assert.IsType<AvroException>(Assert.Single(told).Exception).FieldPath);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(40)]
    public void An_alert_that_cannot_be_read_hides_neither_those_after_it_nor_the_next_block(int blockBytes)
    {
        var bytes = Container.Of(SmallAlert.Make(10), blockBytes: blockBytes);
        bytes[bytes.AsSpan().IndexOf("alert 3"u8)] = 0xFF;
        File.WriteAllBytes(_folder["a.avro"], bytes);
        var read = new List<long>();
        var fault = Assert.Throws<AvroException>(() => read.AddRange(AlertFile.Read<SmallAlert>(_folder["a.avro"]).Select(a => a.Id).Select(Noted)));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9], _noted);
        Assert.Contains("alert 3 (block", fault.Message, StringComparison.Ordinal);

        // A length that lies takes the rest of its block with it, and no more.
        bytes[bytes.AsSpan().IndexOf((byte[])[0xFF, .. "lert 3"u8]) - 1] = 0x7F;
        File.WriteAllBytes(_folder["a.avro"], bytes);
        _noted.Clear();
        var places = AlertFile.ReadWithPlaces<SmallAlert>([_folder["a.avro"]]).Select(a => (Noted(a.Alert.Id), a.Place));
        Assert.Throws<AvroException>(() => Assert.All(places, a => Assert.Equal(a.Item1, a.Place.Index)));
        Assert.Equal(blockBytes == 40 ? [0, 1, 2, 5, 6, 7, 8, 9] : [0, 1, 2], _noted.Where(id => id != 3));
    }

    [Fact]
    public void A_path_is_a_file_a_folder_in_any_case_or_a_pattern_and_each_file_comes_once()
    {
        Write("night/2/B.AVRO", 1);
        Write("night/2/c.dat", 2);
        Write("night/1/a.avro.GZ", 3);
        Write("night/.hidden.avro", 4);
        Write("day/d.avro", 5);

        Assert.Equal([4, 3, 1], Ids(_folder["night"]));
        Assert.Equal([1, 4, 3], Ids(_folder["night/2/B.AVRO"], _folder["night"], _folder["night/2"] + "/../2/B.AVRO"));
        Assert.Equal([3, 1], Ids(_folder["night/*/*.avro*"]));
        Assert.Equal([3, 1, 2], Ids(_folder["night/?/*"]));
        Assert.Equal([3, 1], Ids(_folder["night/?"]));
        Assert.Equal([2], Ids(_folder["*/2/*.dat"]));
        Assert.Equal([5, 3, 1], Ids(_folder["**/*.avro*"]));
        Assert.Equal([5, 4, 3, 1, 2], Ids(_folder["**"]));
        Assert.Equal([4, 3, 1], Ids(_folder["n*"]));
        foreach (var none in new[] { _folder["none"], _folder["night/*.tar"], _folder["*/3/*"] })
            Assert.Contains(none, Assert.Throws<FileNotFoundException>(() => Ids(none)).Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder["empty/empty"]);
        Assert.Contains("in this folder", Assert.Throws<FileNotFoundException>(() => Ids(_folder["empty"])).Message, StringComparison.Ordinal);
        Assert.Equal(
            [_folder["night/2/B.AVRO"], _folder["day/d.avro"]],
            AlertFile.Find(_folder["night/2/*.avro"], _folder["nowhere"], _folder["day"]).Select(Path.GetFullPath));
    }

    [Fact]
    public void Links_in_a_circle_pipes_and_sockets_are_no_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes among the files");
        Write("night/a.avro", 1);
        Write("night/deep/b.avro", 2);
        Write("elsewhere/c.avro", 3);
        File.CreateSymbolicLink(_folder["night/deep/circle"], _folder["night"]);
        File.CreateSymbolicLink(_folder["night/self.avro"], "self.avro");
        File.CreateSymbolicLink(_folder["night/again.avro"], "a.avro");
        File.CreateSymbolicLink(_folder["night/lost.avro"], "nowhere");
        File.CreateSymbolicLink(_folder["night/linked"], _folder["elsewhere"]);
        File.CreateSymbolicLink(_folder["night/zero.avro"], "/dev/zero");
        Assert.Equal(0, MakePipe(_folder["night/pipe.avro"], 0x180));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["night/s.avro"]));

        var ids = Thrown(AlertFile.Read<SmallAlert>([_folder["night"]]), out var fault).Select(a => a.Id);
        Assert.Equal([1, 2, 3], ids);
        Assert.Equal(["lost.avro", "self.avro"], fault.Files.Select(f => Path.GetFileName(f.Path)));
        ids = Thrown(AlertFile.Read<SmallAlert>([_folder["night/**/*.avro"]]), out _).Select(a => a.Id);
        Assert.Equal([1, 2], ids);
        Assert.ThrowsAny<Exception>(() => AlertFile.Read<SmallAlert>(_folder["night/s.avro"]).Count());
    }

    [Fact]
    public async Task A_pipe_that_is_named_is_read_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes among the files");
        Assert.Equal(0, MakePipe(_folder["pipe"], 0x180));
        var written = Task.Run(() => File.WriteAllBytes(_folder["pipe"], Container.Gzip(Container.Of(SmallAlert.Make(1000)))), Stop);
        Assert.Equal(SmallAlert.Make(1000), await Task.Run(() => AlertFile.Read<SmallAlert>(_folder["pipe"]).ToList(), Stop));
        await written;
    }

    [Fact]
    public void Names_that_are_not_utf8_and_folders_that_are_closed_are_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are text here");
        Write("night/a.avro", 1);
        Directory.CreateDirectory(_folder["night/closed"]);
        var name = System.Text.Encoding.Latin1.GetBytes(_folder["night/caf\u00e9.avro\0"]);
        Assert.Equal(0, MakeNode(name, 0x8180, 0));
        var faults = new List<BadFile>();
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip, BadFileFound = faults.Add };
        Assert.Equal([1], AlertFile.Read<SmallAlert>(_folder["night"], options).Select(a => a.Id));
        Assert.Contains("not UTF-8", Assert.Single(faults).ToString(), StringComparison.Ordinal);
        Assert.Equal([1], AlertFile.Read<SmallAlert>(_folder["night/*.avro"], options).Select(a => a.Id));
        Assert.Equal(faults[0].ToString(), faults[1].ToString());
        Remove(name);

        // What is in a folder of such a name would be missed.
        var folder = System.Text.Encoding.Latin1.GetBytes(_folder["night/nuit d'\u00e9t\u00e9\0"]);
        Assert.Equal(0, MakeFolder(folder, 0x1C0));
        Assert.Equal([1], AlertFile.Read<SmallAlert>(_folder["night"], options).Select(a => a.Id));
        Assert.Contains("not UTF-8", faults[2].ToString(), StringComparison.Ordinal);
        RemoveFolder(folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("a.avro\0")]
    public void A_path_that_can_be_none_stands_for_nothing(string path)
    {
        Write("a.avro", 1);
        var paths = new[] { path.Length > 1 ? _folder[path] : path, _folder["a.avro"] };
        var ids = Thrown(AlertFile.Read<SmallAlert>(paths), out var fault).Select(a => a.Id);
        Assert.Equal([1], ids);
        Assert.IsType<FileNotFoundException>(Assert.Single(fault.Files).Exception);
        Assert.Empty(AlertFile.Find(path));
        fault = Assert.Throws<AlertFilesException>(() => AlertFile.ReadParallel<SmallAlert>(paths, stop: Stop).Count());
        Assert.Contains("There is no file or folder", Assert.Single(fault.Files).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_file_is_named_once_whatever_its_name()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such names there");
        File.WriteAllBytes(_folder["\u001b[31mred\r.avro"], [1, 2, 3]);
        var faults = new List<string>();
        Assert.Empty(AlertFile.Read<SmallAlert>(_folder.Path, new() { OnBadFile = OnBadFile.Skip, BadFileFound = f => faults.Add(f.ToString()) }));
        Assert.Equal(1, Assert.Single(faults).Split("red").Length - 1);
    }

    [Fact]
    public void A_file_that_shrinks_or_is_removed_while_it_is_read_gives_what_was_there_or_an_error()
    {
        File.WriteAllBytes(_folder["a.avro"], Container.Of(SmallAlert.Make(20_000), blockBytes: 1000));
        Write("b.avro", 7);
        var read = 0;
        var fault = Assert.Throws<AlertFilesException>(() =>
        {
            foreach (var alert in AlertFile.Read<SmallAlert>(_folder.Path))
            {
                if (++read == 100) Container.SetLength(_folder["a.avro"], 70_000);
                if (alert == new SmallAlert(7, "alert 7") && read > 100) read = -read;
            }
        });
        Assert.Equal(AlertFileFault.Cut, Assert.IsType<AlertFileException>(Assert.Single(fault.Files).Exception).Fault);
        Assert.InRange(read, -20_000, -100);
    }

    [Fact]
    public void A_file_that_grows_or_is_replaced_while_it_is_read_gives_what_was_there_and_perhaps_what_came()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file that is open is not replaced there");
        var bytes = Container.Of(SmallAlert.Make(20_000), blockBytes: 1000);
        var header = Container.Of([]).Length;
        File.WriteAllBytes(_folder["grows.avro"], bytes);
        File.WriteAllBytes(_folder["replaced.avro"], bytes);
        File.WriteAllBytes(_folder["other"], [.. "not a container at all"u8, .. new byte[1_000_000]]);
        var read = new Dictionary<string, List<long>>();
        foreach (var (alert, place) in AlertFile.ReadWithPlaces<SmallAlert>([_folder["grows.avro"], _folder["replaced.avro"]]))
        {
            var ids = read.TryGetValue(Path.GetFileName(place.Path), out var known) ? known : read[Path.GetFileName(place.Path)] = [];
            ids.Add(alert.Id);
            if (ids.Count != 100) continue;
            // The same blocks once more.
            if (read.Count == 1) File.AppendAllBytes(_folder["grows.avro"], bytes.AsSpan(header));
            else File.Move(_folder["other"], _folder["replaced.avro"], overwrite: true);
        }

        Assert.Equal(SmallAlert.Make(20_000).Select(a => a.Id), read["replaced.avro"]);
        Assert.Equal(SmallAlert.Make(20_000).Select(a => a.Id), read["grows.avro"].Take(20_000));
        Assert.InRange(read["grows.avro"].Count, 20_000, 40_000);
    }

    [Fact]
    public async Task Places_are_told()
    {
        File.WriteAllBytes(_folder["a.avro"], Container.Of(SmallAlert.Make(5), blockBytes: 20));
        Write("b.avro", 9);
        var places = AlertFile.ReadWithPlaces<SmallAlert>([_folder["a.avro"], _folder["b.avro"]]).Select(a => (a.Alert.Id, Path.GetFileName(a.Place.Path), a.Place.Block, a.Place.Index));
        Assert.Equal([(0, "a.avro", 0, 0), (1, "a.avro", 0, 1), (2, "a.avro", 0, 2), (3, "a.avro", 1, 3), (4, "a.avro", 1, 4), (9, "b.avro", 0, 0)], places);
        var odd = AlertFile.ReadWithPlaces([_folder["a.avro"]], new EvenNames());
        Assert.Equal([("alert 0", 0L), ("alert 2", 2), ("alert 4", 4)], odd.Select(a => (a.Alert, a.Place.Index)));
        Assert.Equal([0, 0, 0, 1, 1], AlertFile.ReadDatums(_folder["a.avro"]).Select(d => d.Place.Block));

        var later = new List<(long, string, long, long)>();
        await foreach (var (alert, place) in AlertFile.ReadWithPlacesAsync<SmallAlert>([_folder["a.avro"], _folder["b.avro"]], stop: Stop)) later.Add((alert.Id, Path.GetFileName(place.Path), place.Block, place.Index));
        Assert.Equal(places, later);
        var oddLater = new List<AlertInFile<string>>();
        await foreach (var alert in AlertFile.ReadWithPlacesAsync([_folder["a.avro"]], new EvenNames(), stop: Stop)) oddLater.Add(alert);
        Assert.Equal(odd, oddLater);
        var blocks = new List<long>();
        await foreach (var datum in AlertFile.ReadDatumsAsync([_folder["a.avro"]], stop: Stop)) blocks.Add(datum.Place.Block);
        Assert.Equal([0, 0, 0, 1, 1], blocks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_that_a_filter_does_not_fit_hides_none_of_the_others(int threads)
    {
        Write("a.avro", 1);
        using (var other = AlertFileWriter.Create(_folder["b.avro"], """{"type":"record","name":"O","fields":[{"name":"name","type":"string"}]}"""u8)) other.Append([2, (byte)'x']);
        Write("c.avro", 3);
        var faults = new List<string>();
        var options = new ColumnOptions { Schema = SmallAlert.Schema, Where = AlertFilter.Parse("id > 0"), Threads = threads };
        options = options with { Files = new() { OnBadFile = OnBadFile.Skip, BadFileFound = f => faults.Add(f.ToString()) } };
        Assert.Equal(2, AlertFile.ReadColumns([_folder.Path], options, Stop).Sum(c => c.Count));
        Assert.Contains("b.avro: alert 0 (block 0, datum 0): the filter does not fit: the alert has no field id", Assert.Single(faults), StringComparison.Ordinal);
        // One that fits nothing is a mistake of whoever wrote it.
        Assert.Throws<AlertFilterException>(() => AlertFile.ReadColumns([_folder.Path], options with { Where = AlertFilter.Parse("ids > 0") }, Stop).Count());
    }

    private long Noted(long id)
    {
        _noted.Add(id);
        return id;
    }

    private void WriteNight()
    {
        File.WriteAllBytes(_folder["a.avro"], Container.Of([new(1, "alert 1"), new(2, "alert 2")]));
        File.WriteAllBytes(_folder["b.avro"], Container.Of([new(3, "alert 3"), new(4, "alert 4")])[..^20]);
        File.WriteAllBytes(_folder["c.avro"], []);
        File.WriteAllBytes(_folder["d.avro"], Container.Of([new(5, "alert 5"), new(6, "alert 6")]));
        File.WriteAllBytes(_folder["._d.avro"], [0, 5, 0x16, 7, 0, 2, 0, 0]);
        File.WriteAllText(_folder["e.avro"], "not found");
        File.WriteAllBytes(_folder["f.avro"], Container.Of([new(7, "alert 7"), new(8, "alert 8")]));
        using var other = AlertFileWriter.Create(_folder["g.avro"], """{"type":"record","name":"O","fields":[{"name":"q","type":"int"}]}"""u8);
        other.Append([2]);
    }

    private void Write(string name, long id)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        var bytes = Container.Of([new(id, $"alert {id}")]);
        File.WriteAllBytes(_folder[name], name.EndsWith("gz", StringComparison.OrdinalIgnoreCase) ? Container.Gzip(bytes) : bytes);
    }

    private static List<long> Ids(params string[] paths) => [.. AlertFile.Read<SmallAlert>(paths).Select(a => a.Id)];

    private static List<T> Thrown<T>(IEnumerable<T> items, out AlertFilesException fault)
    {
        var read = new List<T>();
        fault = Assert.Throws<AlertFilesException>(() =>
        {
            foreach (var item in items) read.Add(item);
        });
        return read;
    }

    private static async Task<List<T>> ThrownAsync<T>(IAsyncEnumerable<T> items)
    {
        var read = new List<T>();
        await Assert.ThrowsAsync<AlertFilesException>(async () =>
        {
            await foreach (var item in items) read.Add(item);
        });
        return read;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "mknod")]
    private static partial int MakeNode(byte[] path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "mkdir")]
    private static partial int MakeFolder(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir")]
    private static partial int RemoveFolder(byte[] path);

    [LibraryImport("libc", EntryPoint = "unlink")]
    private static partial int Remove(byte[] path);
}
