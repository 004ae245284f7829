using FinkTyped.Columns;

namespace FinkTyped.Tests;

/// <summary>Files read by several threads: what one thread reads, whatever the files have.</summary>
public sealed class ParallelReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AlertFileCodec.Null, 1)]
    [InlineData(AlertFileCodec.Null, 3)]
    [InlineData(AlertFileCodec.Deflate, 4)]
    public async Task Alerts_come_as_one_thread_reads_them(AlertFileCodec codec, int threads)
    {
        WriteNight(codec);
        var expected = AlertFile.Read<SmallAlert>(_folder.Path).ToList();
        Assert.True(expected.Count > 100_000);
        var seen = new List<AlertReadProgress>();
        var options = new AlertParallelOptions { Threads = threads, Progress = seen.Add };
        Assert.Equal(expected, AlertFile.ReadParallel<SmallAlert>([_folder.Path], options, Stop));
        Assert.Equal(expected.Count, seen[^1].Alerts);
        Assert.Equal(new DirectoryInfo(_folder.Path).EnumerateFiles().Sum(f => f.Length) - HeaderOfLargest(), seen[^1].Bytes);
        Assert.Equal(seen.OrderBy(p => p.Bytes), seen);

        var read = new List<SmallAlert>();
        await foreach (var alert in AlertFile.ReadParallelAsync<SmallAlert>([_folder.Path], options with { KeepsOrder = false }, Stop)) read.Add(alert);
        Assert.Equal(expected.OrderBy(a => a.Id), read.OrderBy(a => a.Id));

        var names = AlertFile.Read(_folder.Path, new EvenNames()).ToList();
        Assert.Equal(names, AlertFile.ReadParallel([_folder.Path], new EvenNames(), options, Stop));
        var places = AlertFile.ReadDatums(_folder.Path).Select(d => (Path.GetFileName(d.Path), d.Index, d.Place.Block, d.Datum.Length)).ToList();
        Assert.Equal(places, AlertFile.ReadDatumsParallel([_folder.Path], options, Stop).Select(d => (Path.GetFileName(d.Path), d.Index, d.Place.Block, d.Datum.Length)));

        var ids = new List<long>();
        foreach (var columns in AlertFile.ReadColumns([_folder.Path], new ColumnOptions { Fields = ["id"], Threads = threads, MaxRows = 1000 }, Stop))
        {
            Assert.InRange(columns.Count, 1, 1000);
            ids.AddRange(((AlertNumberColumn<long>)columns.Columns[0]).Values);
        }

        Assert.Equal(expected.Select(a => a.Id).Order(), ids.Order());
    }

    [Theory]
    [InlineData(OnBadFile.Skip)]
    [InlineData(OnBadFile.ThrowAtEnd)]
    [InlineData(OnBadFile.ThrowAtOnce)]
    public void A_bad_file_hides_none_of_the_others(OnBadFile how)
    {
        WriteNight(AlertFileCodec.Null);
        // A block of the large file, a small file, one that is none, and one that is not there.
        var large = File.ReadAllBytes(_folder["c.avro"]);
        large[large.AsSpan().IndexOf("alert 70000 "u8)] = 0xFF;
        large[large.AsSpan().IndexOf("alert 90000 "u8)] = 0xFF;
        File.WriteAllBytes(_folder["c.avro"], large);
        var small = File.ReadAllBytes(_folder["b.avro"]);
        File.WriteAllBytes(_folder["b.avro"], small.AsSpan(0, small.Length - 10));
        File.WriteAllText(_folder["d.avro"], "something else");
        string[] paths = [_folder.Path, _folder["nowhere.avro"]];

        foreach (var threads in new[] { 1, 3 })
        {
            var (expectedTold, told) = (new List<string>(), new List<string>());
            var (expected, expectedFault) = ReadAll(AlertFile.Read<SmallAlert>(paths, Options(expectedTold)));
            var options = new AlertParallelOptions { Threads = threads, Files = Options(told) };
            var (read, fault) = ReadAll(AlertFile.ReadParallel<SmallAlert>(paths, options, Stop));
            Assert.Equal(expected, read);
            Assert.Equal(expectedFault?.Message, fault?.Message);
            Assert.Equal(expectedTold, told);
        }

        AlertFileOptions Options(List<string> told) => new() { OnBadFile = how, BadFileFound = f => told.Add(f.ToString()) };
    }

    [Fact]
    public void What_is_cut_or_lies_ends_as_it_does_for_one_thread()
    {
        WriteLarge("c.avro", AlertFileCodec.Null, 60_000);
        var whole = File.ReadAllBytes(_folder["c.avro"]);
        var random = new Random(1);
        for (var i = 0; i < 12; i++)
        {
            var bytes = (byte[])whole.Clone();
            // Somewhere behind the first of the parts that it is divided into.
            var at = random.Next(bytes.Length * 3 / 4, bytes.Length - 100);
            if (i % 3 == 0) bytes = bytes[..at];
            else if (i % 3 == 1) random.NextBytes(bytes.AsSpan(at, 40));
            else bytes.AsSpan(at, Math.Min(2000, bytes.Length - at)).Fill(0xFF);
            File.WriteAllBytes(_folder["c.avro"], bytes);
            var (expected, expectedFault) = ReadAll(AlertFile.Read<SmallAlert>(_folder["c.avro"]));
            var (read, fault) = ReadAll(AlertFile.ReadParallel<SmallAlert>([_folder["c.avro"]], new AlertParallelOptions { Threads = 2 }, Stop));
            Assert.Equal(expected, read);
            Assert.Equal(expectedFault?.Message, fault?.Message);
        }
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_gives_what_was_there_and_is_named()
    {
        File.WriteAllBytes(_folder["a.avro"], Container.Of(SmallAlert.Make(100_000), blockBytes: 1000));
        File.WriteAllBytes(_folder["b.avro"], Container.Of([new(7, "last")]));
        var (read, last) = (0, 0);
        var options = new AlertParallelOptions { Threads = 2, PartBytes = 10_000 };
        var fault = Assert.Throws<AlertFilesException>(() =>
        {
            foreach (var alert in AlertFile.ReadParallel<SmallAlert>([_folder.Path], options, Stop))
            {
                if (++read == 100) Container.SetLength(_folder["a.avro"], 70_000);
                if (alert.Name == "last") last = read;
            }
        });
        Assert.Equal(_folder["a.avro"], Assert.Single(fault.Files).Path);
        Assert.InRange(read, 100, 99_999);
        Assert.Equal(read, last);
    }

    [Fact]
    public void Alerts_of_a_block_that_cannot_be_unpacked_are_counted()
    {
        var bytes = Container.Of(SmallAlert.Make(30), AlertFileCodec.Deflate, blockBytes: 100);
        var header = Container.Of([], AlertFileCodec.Deflate).Length;
        bytes.AsSpan(header + 10, 8).Fill(0xFF);
        File.WriteAllBytes(_folder["a.avro"], bytes);
        var options = new AlertFileOptions { OnBadFile = OnBadFile.Skip };
        var alone = AlertFile.ReadWithPlaces<SmallAlert>([_folder["a.avro"]], options).Select(a => (a.Alert.Id, a.Place.Index)).ToList();
        Assert.InRange(alone.Count, 5, 29);
        Assert.All(alone, a => Assert.Equal(a.Id, a.Index));
        var divided = AlertFile.ReadDatumsParallel([_folder["a.avro"]], new() { Threads = 2, PartBytes = 50, Files = options }, Stop);
        Assert.Equal(alone.Select(a => a.Index), divided.Select(d => d.Index));
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled_or_left()
    {
        WriteNight(AlertFileCodec.Null);
        using var cancelled = new CancellationTokenSource();
        var count = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in AlertFile.ReadParallel<SmallAlert>([_folder.Path], new AlertParallelOptions { Threads = 2 }, cancelled.Token))
            {
                if (++count == 10) cancelled.Cancel();
            }
        });
        Assert.InRange(count, 10, 100_000);
        Assert.Equal(7, AlertFile.ReadParallel<SmallAlert>([_folder.Path], null, Stop).Take(7).Count());
        // All files are closed: they can be removed anywhere.
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
    }

    [Fact]
    public void What_a_query_throws_is_thrown_where_alerts_are_asked_for()
    {
        WriteNight(AlertFileCodec.Null);
        Assert.Throws<TimeZoneNotFoundException>(() => AlertFile.ReadParallel([_folder.Path], new Throwing(), null, Stop).Count());
        Assert.Throws<AvroPathException>(() => AlertFile.ReadColumns([_folder.Path], new ColumnOptions { Fields = ["nothing"], Threads = 2 }, Stop).Count());
        Assert.Throws<InvalidTimeZoneException>(() => AlertFile.ReadParallel<SmallAlert>(Paths(), null, Stop).Count());

        IEnumerable<string> Paths()
        {
            yield return _folder["a.avro"];
            throw new InvalidTimeZoneException();
        }
    }

    private static (List<SmallAlert> Alerts, Exception? Fault) ReadAll(IEnumerable<SmallAlert> alerts)
    {
        var read = new List<SmallAlert>();
        try
        {
            foreach (var alert in alerts) read.Add(alert);
            return (read, null);
        }
        catch (Exception e) when (e is AvroException or IOException)
        {
            return (read, e);
        }
    }

    private void WriteNight(AlertFileCodec codec)
    {
        File.WriteAllBytes(_folder["a.avro"], Container.Of(SmallAlert.Make(10)));
        File.WriteAllBytes(_folder["b.avro"], Container.Of(SmallAlert.Make(20), codec));
        WriteLarge("c.avro", codec, 100_000);
        File.WriteAllBytes(_folder["e.avro.gz"], Container.Gzip(Container.Of(SmallAlert.Make(30))));
        File.WriteAllBytes(_folder["f.avro"], Container.Of(SmallAlert.Make(40)));
    }

    // Long enough, deflated too, to be divided.
    private void WriteLarge(string name, AlertFileCodec codec, int count)
    {
        var random = new Random(2);
        var noise = new byte[160];
        File.WriteAllBytes(_folder[name], Container.Of(Enumerable.Range(0, count).Select(Make), codec, blockBytes: 20_000));

        SmallAlert Make(int i)
        {
            random.NextBytes(noise);
            return new SmallAlert(1000 + i, $"alert {i} {Convert.ToBase64String(noise)}");
        }
    }

    private long HeaderOfLargest()
    {
        var bytes = File.ReadAllBytes(_folder["c.avro"]);
        Assert.True(bytes.Length > 12_000_000);
        return bytes.AsSpan().IndexOf(bytes.AsSpan(^16)) + 16;
    }

    private sealed class Throwing : AlertQuery<SmallAlert, string>
    {
        private protected override bool TryEvaluate(FinkTyped.Generated.AvroRecordView alert, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string result) =>
            alert.Long(0) == 50_000 ? throw new TimeZoneNotFoundException() : (result = null) is not null;
    }
}
