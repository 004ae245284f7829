using System.Net;
using System.Net.Sockets;
using FinkTyped.Cli.Help;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

namespace FinkTyped.Cli.Doctor;

/// <summary>Looks at all that a stream needs, one thing after the other, from this machine to the alerts.</summary>
internal sealed class Checkup(AlertConsumerOptions options, FinkCredentials? credentials)
{
    private const long LittleSpace = 2_000_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>What can be looked at where nothing says which server is meant.</summary>
    /// <param name="missing">What is wrong with what should say it.</param>
    public static IEnumerable<Finding> WithoutServer(Finding missing) => [Versions(), missing, Disk()];

    /// <summary>The findings, as they come.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        yield return Versions();
        yield return Credentials();
        yield return Disk();
        foreach (var address in options.BootstrapServers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = await NameAsync(address, stop).ConfigureAwait(false);
            yield return name;
            if (name.Health != Health.Bad) yield return await PortAsync(address, stop).ConfigureAwait(false);
        }

        await using var server = new AlertServer(options with { ConnectTimeout = Patience });
        var (topics, kafka) = await TopicsAsync(server, stop).ConfigureAwait(false);
        yield return kafka;
        if (topics is null) yield break;
        foreach (var topic in options.Topics.Where(topic => !topic.StartsWith('^')))
        {
            yield return Topic(topic, topics);
            if (topics.All(known => known.Name != topic)) continue;
            yield return await SchemaAsync(server, topic, stop).ConfigureAwait(false);
        }

        var existing = options.Topics.Where(topic => topics.Any(known => known.Name == topic)).ToList();
        if (existing.Count > 0 && options.GroupId.Length > 0) yield return await LagAsync(server, existing, stop).ConfigureAwait(false);
        if (existing.Count > 0) yield return await ClockAsync(existing, stop).ConfigureAwait(false);
    }

    private static Finding Versions() => new(
        "versions", Health.Good, $"fink {VersionText.Own.Replace("commit ", "", StringComparison.Ordinal)}, librdkafka {Confluent.Kafka.Library.VersionString}, .NET {Environment.Version}");

    private Finding Credentials()
    {
        if (credentials?.File is not { } file) return new Finding("credentials", Health.Good, "not used");
        var text = $"{file}: {credentials.Username ?? "no user name"}, group {credentials.GroupId}, {Words.Count(credentials.Topics.Count, "topic")}";
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            return new Finding("credentials", Health.Doubtful, $"{text}; others can read it", $"chmod 600 {file}");
        return credentials.Topics.Count == 0
            ? new Finding("credentials", Health.Doubtful, text, "`fink topic list` shows what there is, `fink topic subscribe` adds to it.")
            : new Finding("credentials", Health.Good, text);
    }

    private static Finding Disk()
    {
        var free = new DriveInfo(Directory.GetCurrentDirectory()).AvailableFreeSpace;
        return free < LittleSpace
            ? new Finding("disk", Health.Doubtful, $"{Words.Bytes(free)} free in this folder", "A night of ZTF takes some 13 GB, of LSST far more: make room, or save elsewhere.")
            : new Finding("disk", Health.Good, $"{Words.Bytes(free)} free in this folder");
    }

    private static async Task<Finding> NameAsync(string address, CancellationToken stop)
    {
        var host = Host(address).Name;
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, stop).WaitAsync(Patience, stop).ConfigureAwait(false);
            return new Finding("name", Health.Good, $"{host} is {string.Join(", ", found.Select(a => a.ToString()).Distinct())}");
        }
        catch (Exception e) when (e is SocketException or TimeoutException or ArgumentException)
        {
            return new Finding("name", Health.Bad, $"{host} is no known name: {e.Message}", "Check how it is written, and whether this machine has a network.");
        }
    }

    private static async Task<Finding> PortAsync(string address, CancellationToken stop)
    {
        var (host, port) = Host(address);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, stop).AsTask().WaitAsync(Patience, stop).ConfigureAwait(false);
            return new Finding("port", Health.Good, $"{host}:{port} takes connections");
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return new Finding("port", Health.Bad, $"{host}:{port} takes no connection: {e.Message}", "Check the port (Fink's is 24499), and whether a firewall lets the connection out.");
        }
    }

    private static async Task<(IReadOnlyList<AlertTopic>? Topics, Finding Finding)> TopicsAsync(AlertServer server, CancellationToken stop)
    {
        try
        {
            var topics = await server.ListTopicsAsync(stop).ConfigureAwait(false);
            return (topics, new Finding("Kafka", Health.Good, $"answers, with {Words.Count(topics.Count, "topic")}"));
        }
        catch (AlertException e)
        {
            return (null, new Finding("Kafka", Health.Bad, e.Reason, CommandWords.Of(e.Remedy)));
        }
    }

    private static Finding Topic(string topic, IReadOnlyList<AlertTopic> known) => known.FirstOrDefault(t => t.Name == topic) is { } found
        ? new Finding("topic", Health.Good, $"{topic} has {Words.Count(found.Partitions, "partition")}")
        : new Finding("topic", Health.Bad, $"{topic} does not exist", $"{Words.DidYouMean(topic, known.Select(t => t.Name))} `fink topics` lists those that do.".Trim());

    private static async Task<Finding> SchemaAsync(AlertServer server, string topic, CancellationToken stop)
    {
        try
        {
            if (await server.ReadSchemaAsync(topic, stop).ConfigureAwait(false) is not { } found) return new Finding("schema", Health.Good, $"{topic} is empty, so nothing tells its schema yet");
            var fits = new (string Name, AvroSchema Schema)[] { ("ZtfAlert", ZtfAlert.Schema), ("LsstAlert", LsstAlert.Schema) }
                .Where(type => SchemaCheck.Of(found.Schema, type.Schema).Fit != SchemaFit.Fails)
                .OrderByDescending(type => ResolutionReport.Of(found.Schema, type.Schema).Differences.Count == 0)
                .Select(type => type.Name)
                .ToList();
            return fits.Count > 0
                ? new Finding("schema", Health.Good, $"{topic} can be read as {fits[0]}")
                : new Finding("schema", Health.Doubtful, $"{topic} fits no compiled type", $"`fink schema pull {topic}` saves its schema, to compile a type of your own. This command reads it all the same.");
        }
        catch (AlertException e)
        {
            return new Finding("schema", Health.Bad, $"{topic}: {e.Reason}", CommandWords.Of(e.Remedy));
        }
    }

    private async Task<Finding> LagAsync(AlertServer server, List<string> topics, CancellationToken stop)
    {
        try
        {
            var partitions = await server.ReadLagAsync(topics, stop).ConfigureAwait(false);
            var expired = partitions.Count(p => p.Committed < p.Low);
            var text = $"{options.GroupId} has {Words.Count(partitions.Sum(p => p.Lag), "alert")} to read";
            return expired > 0
                ? new Finding("group", Health.Doubtful, $"{text}; {Words.Count(expired, "partition")} went on without it", "The server keeps alerts for a few days: run more often.")
                : new Finding("group", Health.Good, text);
        }
        catch (AlertException e)
        {
            return new Finding("group", Health.Bad, e.Reason, CommandWords.Of(e.Remedy));
        }
    }

    // The newest alert cannot be from the future.
    private async Task<Finding> ClockAsync(List<string> topics, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            var newest = await NewestMessage.TimeAsync(options with { Topics = topics, ConnectTimeout = Patience }, patience.Token).ConfigureAwait(false);
            if (newest is null) return new Finding("clock", Health.Good, "nothing to compare it with");
            var ahead = newest.Value - DateTimeOffset.UtcNow;
            return ahead > ClockTolerance
                ? new Finding("clock", Health.Bad, $"the newest alert is {Words.Duration(ahead)} in the future", "Set this machine's clock.")
                : new Finding("clock", Health.Good, $"the newest alert came {Words.Duration(ahead > TimeSpan.Zero ? TimeSpan.Zero : -ahead)} ago");
        }
        catch (Exception e) when (e is AlertException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return new Finding("clock", Health.Doubtful, "could not be compared with the server's");
        }
    }

    private static (string Name, int Port) Host(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out var port)
            ? (address[..colon].Trim('[', ']'), port)
            : (address, 9092);
    }
}
