using System.Text;

namespace FinkTyped.Kafka.Tests;

public sealed class AlertSaverTests : IDisposable
{
    private const int Count = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("fink-saving-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_transfer_saves_each_alert_once_and_says_what_the_files_hold()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(Count));
        var result = await TransferAsync(cluster);

        Assert.True(result.IsComplete);
        Assert.Equal((Count, Count, Count, 0, 4), (result.Total, result.Read, result.Saved, result.Malformed, result.Files));
        AssertEachOnce(Count);
        foreach (var path in Directory.GetFiles(_folder, "*.avro", SearchOption.AllDirectories))
        {
            using var reader = AlertFileReader.Open(path);
            Assert.True(SavedFileName.TryParse(Path.GetFileName(path), out var name));
            Assert.Equal(Cluster.Topic, Encoding.UTF8.GetString(reader.Metadata["fink.topic"].Span));
            Assert.Equal($"{name.Partition}", Encoding.UTF8.GetString(reader.Metadata["fink.partition"].Span));
            Assert.Equal($"{name.First:D19}-{name.Last:D19}", Encoding.UTF8.GetString(reader.Metadata["fink.offsets"].Span));
            Assert.Equal((0, 49), (name.First, name.Last));
        }

        AssertNothingAside();
        Assert.Equal(0, await LagAsync(cluster, "tests"));
    }

    [Fact]
    public async Task The_schema_is_in_the_files_as_it_came()
    {
        const string Odd = "\n{ \"type\":\"record\", \"name\":\"R\",\r\n  \"x\":1, \"__fastavro_parsed\": true, \"fields\":[{\"type\":\"long\",\"name\":\"id\"}] }  ";
        await using var cluster = new Cluster(partitions: 1);
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(Encoding.UTF8.GetBytes(Odd), [2], Stop);
            await replay.FlushAsync(Stop);
        }

        Assert.Equal(1, (await TransferAsync(cluster)).Saved);
        using var reader = AlertFileReader.Open(Assert.Single(Directory.GetFiles(_folder, "*.avro", SearchOption.AllDirectories)));
        Assert.Equal(Odd, Encoding.UTF8.GetString(reader.SchemaJson.Span));
    }

    [Fact]
    public async Task What_is_in_the_folder_is_not_saved_again_whoever_asks()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(100));
        Assert.Equal(100, (await TransferAsync(cluster)).Saved);
        await cluster.PublishAsync(TestAlert.Make(100, from: 100));

        // The same group, from where it is; another, which has processed nothing; and the first from the start.
        Assert.Equal((100, 100), Numbers(await TransferAsync(cluster)));
        Assert.Equal((0, 0), Numbers(await TransferAsync(cluster, "other")));
        Assert.Equal((0, 0), Numbers(await TransferAsync(cluster, restart: true)));
        AssertEachOnce(Count);
        Assert.Equal(0, await LagAsync(cluster, "other"));

        var fresh = new AlertSaverOptions { Folder = Path.Combine(_folder, "elsewhere") };
        Assert.Equal((0, 0), Numbers(await new AlertTransfer(cluster.Options(), fresh).RunAsync(Stop)));
        Assert.Equal((200, 200), Numbers(await new AlertTransfer(cluster.Options(), fresh) { Restart = true }.RunAsync(Stop)));

        static (long, long) Numbers(TransferProgress progress) => (progress.Total, progress.Saved);
    }

    [Theory]
    [InlineData("tests", "tests")]
    [InlineData("one", "two")]
    public async Task Two_at_once_save_each_alert_once(string one, string two)
    {
        await using var cluster = new Cluster();
        var publishing = Task.Run(async () =>
        {
            for (var from = 0; from < Count; from += 20)
            {
                await cluster.PublishAsync(TestAlert.Make(20, from));
                await Task.Delay(50, Stop);
            }
        }, Stop);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var first = FollowAsync(cluster, one, end.Token);
        var second = FollowAsync(cluster, two, end.Token);
        await publishing;
        for (var i = 0; i < 2400 && (await LagAsync(cluster, one) > 0 || await LagAsync(cluster, two) > 0); i++) await Task.Delay(50, Stop);
        await end.CancelAsync();
        await Task.WhenAll(first, second);

        AssertEachOnce(Count);
        AssertNothingAside();
        Assert.Equal(Count, await first + await second);
    }

    [Fact]
    public async Task Files_are_finished_when_they_are_full_and_when_they_are_old()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(40));
        var result = await TransferAsync(cluster, change: saving => saving with { MaxFileBytes = 500 });
        // Some 120 bytes each.
        Assert.InRange(result.Files, 8, 10);
        AssertEachOnce(40);

        await cluster.PublishAsync(TestAlert.Make(5, from: 40));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var following = FollowAsync(cluster, "tests", end.Token);
        for (var i = 0; i < 2400 && Saved().Count < 45; i++) await Task.Delay(50, Stop);
        AssertEachOnce(45);
        await end.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Alerts_of_a_range_that_go_to_several_folders_are_all_there_or_none_is()
    {
        await using var cluster = new Cluster(partitions: 2);
        await cluster.PublishAsync(TestAlert.Make(Count));
        AlertSaverOptions ByLength(AlertSaverOptions saving) => saving with { MaxFileBytes = 3000, Subfolder = alert => $"length={alert.Datum.Length % 3}/x=1" };
        await TransferAsync(cluster, change: ByLength);
        AssertEachOnce(Count);
        var parts = Directory.GetFiles(_folder, "*.1of*.avro", SearchOption.AllDirectories);
        Assert.NotEmpty(parts);

        // Killed after the first of the parts had its place: the others go to theirs.
        var sets = parts.Take(2).ToList();
        foreach (var part in sets)
        {
            Assert.True(SavedFileName.TryParse(Path.GetFileName(part), out var name));
            var other = name with { Part = 2 };
            var path = Directory.GetFiles(_folder, other.ToString(), SearchOption.AllDirectories).Single();
            var waiting = Path.Combine(_folder, ".fink", "partial", Path.GetRelativePath(_folder, path) + ".partial");
            Directory.CreateDirectory(Path.GetDirectoryName(waiting)!);
            File.Move(path, waiting);
        }

        Assert.NotEqual(Count, Saved().Count);
        await cluster.PublishAsync(TestAlert.Make(2, from: Count));
        await TransferAsync(cluster, change: ByLength);
        AssertEachOnce(Count + 2);

        // Killed before any of them had: all goes, and comes again.
        Assert.True(SavedFileName.TryParse(Path.GetFileName(parts[0]), out var lost));
        var set = Directory.GetFiles(_folder, $"{lost.ToString().Split(".1of")[0]}.*", SearchOption.AllDirectories);
        foreach (var path in set) File.Move(path, Path.Combine(_folder, ".fink", "partial", Path.GetRelativePath(_folder, path) + ".partial"), overwrite: true);
        await TransferAsync(cluster, "another", change: ByLength);
        AssertEachOnce(Count + 2);
        AssertNothingAside();
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_kept_aside()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(3));
        await using (var replay = cluster.Replay())
        {
            await replay.SendAsync(TestAlert.Schema.SourceJson.ToArray(), [1, 2, 3], Stop);
            await replay.SendAsync("no schema"u8.ToArray(), [4], Stop);
            await replay.FlushAsync(Stop);
        }

        await cluster.PublishAsync(TestAlert.Make(3, from: 3));
        var result = await TransferAsync(cluster);
        Assert.True(result.IsComplete);
        Assert.Equal((6, 2), (result.Saved, result.Malformed));
        AssertEachOnce(6);
        var name = Path.Combine(_folder, "malformed", $"{Cluster.Topic}-000-000000000003");
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(name + ".value", Stop));
        Assert.Equal(TestAlert.Schema.SourceJson.ToArray(), await File.ReadAllBytesAsync(name + ".key", Stop));
        Assert.Equal(0, await LagAsync(cluster, "tests"));
    }

    [Fact]
    public async Task Single_alerts_have_files_of_their_own_names_within_the_folder()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(100));
        await cluster.PublishAsync(TestAlert.Make(10));
        var decoder = AlertDecoder<TestAlert>.For(TestAlert.Schema);
        var result = await TransferAsync(cluster, change: saving => saving with { FileName = alert => $"../{decoder.Decode(alert.Datum.Span).Id}.avro" });
        Assert.Equal(110, result.Saved);
        Assert.Equal(100, Directory.GetFiles(_folder, "_.._*.avro").Length);
        AssertEachOnce(100);
        Assert.Equal(0, await LagAsync(cluster, "tests"));
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_is_not_mistaken_for_the_old_one()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(20));
        await TransferAsync(cluster);
        cluster.Broker.DeleteTopic(Cluster.Topic);
        cluster.Broker.CreateTopic(Cluster.Topic, 1);
        await cluster.PublishAsync(TestAlert.Make(5));
        var error = await Assert.ThrowsAsync<AlertException>(() => TransferAsync(cluster));
        Assert.Contains("made anew", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_nothing_counts_as_processed()
    {
        await using var cluster = new Cluster(partitions: 1);
        await cluster.PublishAsync(TestAlert.Make(20));
        // A file stands where the topic's folder belongs.
        await File.WriteAllTextAsync(Path.Combine(_folder, Cluster.Topic), "", Stop);
        await Assert.ThrowsAnyAsync<IOException>(() => TransferAsync(cluster));
        Assert.Equal(20, await LagAsync(cluster, "tests"));
        File.Delete(Path.Combine(_folder, Cluster.Topic));
        Assert.Equal(20, (await TransferAsync(cluster)).Saved);
        AssertEachOnce(20);
    }

    [Fact]
    public async Task What_others_of_the_group_have_is_not_called_saved()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(40));
        await using (var other = cluster.Consumer(o => o with { CommitMode = CommitMode.Manual }))
        {
            // It reads, and completes nothing.
            Assert.NotNull(await other.PollAsync(Cluster.Patience, Stop));
            var result = await TransferAsync(cluster);
            Assert.False(result.IsComplete);
            Assert.Equal(20, result.Saved);
        }

        Assert.True((await TransferAsync(cluster)).IsComplete);
        AssertEachOnce(40);
    }

    [Fact]
    public async Task A_limit_saves_so_many_and_the_rest_the_next_time()
    {
        await using var cluster = new Cluster();
        await cluster.PublishAsync(TestAlert.Make(50));
        var transfer = new AlertTransfer(cluster.Options(), new AlertSaverOptions { Folder = _folder }) { Limit = 7 };
        var result = await transfer.RunAsync(Stop);
        Assert.Equal((7, false), (result.Saved, result.IsComplete));
        Assert.Equal(7, Saved().Count);
        Assert.Equal(43, (await TransferAsync(cluster)).Saved);
        AssertEachOnce(50);
    }

    private Task<TransferProgress> TransferAsync(Cluster cluster, string group = "tests", bool restart = false, Func<AlertSaverOptions, AlertSaverOptions>? change = null)
    {
        var saving = new AlertSaverOptions { Folder = _folder, Logger = TestLog.Factory };
        return new AlertTransfer(cluster.Options(o => o with { GroupId = group }), change?.Invoke(saving) ?? saving) { Restart = restart }.RunAsync(Stop);
    }

    private async Task<long> FollowAsync(Cluster cluster, string group, CancellationToken end)
    {
        await using var consumer = cluster.Consumer(o => o with { GroupId = group, CommitMode = CommitMode.Manual, OnMalformed = OnMalformed.Surface });
        await using var saver = new AlertSaver(new AlertSaverOptions { Folder = _folder, MaxFileBytes = 2000, MaxFileAge = TimeSpan.FromMilliseconds(300), Logger = TestLog.Factory });
        try
        {
            await foreach (var message in consumer.ReadEncodedAsync(end)) await saver.SaveAsync(message, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }

        return saver.Saved;
    }

    private List<long> Saved() => [.. AlertFile.Read<TestAlert>(_folder).Select(alert => alert.Id)];

    private void AssertEachOnce(int count) => Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Saved().Order());

    private void AssertNothingAside() => Assert.Empty(Directory.GetFiles(Path.Combine(_folder, ".fink", "partial"), "*", SearchOption.AllDirectories));

    private static async Task<long> LagAsync(Cluster cluster, string group)
    {
        await using var server = new AlertServer(cluster.Options(o => o with { GroupId = group }));
        return (await server.ReadLagAsync([Cluster.Topic], Stop)).Sum(partition => partition.Lag);
    }
}
