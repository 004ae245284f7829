using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FinkTyped.DashboardRun;

// Arguments: the repository, alerts a second, minutes, and --tabs N, --direct. See eng/dashboard-run.sh.
var (root, rate, minutes) = (args[0], double.Parse(args[1], CultureInfo.InvariantCulture), double.Parse(args[2], CultureInfo.InvariantCulture));
var tabs = Array.IndexOf(args, "--tabs") is > 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 1;
var length = TimeSpan.FromMinutes(minutes);
await using IFeed feed = args.Contains("--direct") ? await DirectFeed.StartAsync() : await BrokerFeed.StartAsync(root);

using var browser = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "eng", "pages", "dashboard.mjs"), feed.Address.AbsoluteUri, $"{length.TotalSeconds:F0}", $"{tabs}"]) { RedirectStandardOutput = true })!;
var report = browser.StandardOutput.ReadToEndAsync();

var (memory, load) = (new List<double>(), new List<double>());
var busy = feed.Server.TotalProcessorTime;
var clock = Stopwatch.StartNew();
var sent = 0L;
while (!report.IsCompleted)
{
    // What could not be sent in time is not made up for, but for a second of it.
    var due = (long)(clock.Elapsed.TotalSeconds * rate);
    for (sent = Math.Max(sent, due - (long)rate); sent < due && !report.IsCompleted; sent++) await feed.SendAsync();
    if (memory.Count < (int)clock.Elapsed.TotalSeconds / 10)
    {
        feed.Server.Refresh();
        memory.Add(feed.Server.WorkingSet64 / 1e6);
        if (File.Exists("/proc/loadavg")) load.Add(double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture));
        await feed.DisturbAsync(clock.Elapsed / length);
    }

    await Task.Delay(5);
}

var took = clock.Elapsed;
feed.Server.Refresh();
var cores = (feed.Server.TotalProcessorTime - busy) / took;
var (delivered, shown) = await feed.CompleteAsync();
var found = JsonElement.Parse(await report);
var quarter = Math.Max(1, memory.Count / 4);
Console.WriteLine(JsonSerializer.Serialize(new
{
    asked = rate,
    perSecond = Math.Round(delivered / took.TotalSeconds, 1),
    seconds = Math.Round(took.TotalSeconds),
    tabs,
    delivered,
    shown,
    processMbFirstQuarter = Math.Round(memory.Take(quarter).DefaultIfEmpty().Max()),
    processMbLastQuarter = Math.Round(memory.TakeLast(quarter).DefaultIfEmpty().Max()),
    cores = Math.Round(cores, 2),
    loadOfMachine = Math.Round(load.DefaultIfEmpty().Average()),
    disturbed = feed.Disturbances,
}));
foreach (var name in new[] { "framesPerSecond", "longestFrameMs", "slowFrames", "events", "came", "cards", "heapMb", "heaps", "nodes", "sky", "total", "state", "errors", "requests", "overflow", "axe" })
    Console.WriteLine($"{name}: {(found.TryGetProperty(name, out var value) ? value.GetRawText() : "-")}");
