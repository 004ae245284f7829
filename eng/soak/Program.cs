using System.Globalization;
using FinkTyped.Soak;

return args switch
{
    ["worker", var servers, var group, var topic, var timeout] =>
        await Worker.RunAsync(servers, group, topic, int.Parse(timeout, CultureInfo.InvariantCulture)),
    ["dispose", var servers, var topic, var count] => await DisposalRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    ["allocations", var servers, var topic, var count] =>
        await AllocationRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    ["read", var servers, var topic, var count, var checksCrcs] =>
        await ReadRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture), bool.Parse(checksCrcs)),
    ["leg", var minutes, .. var rest] =>
        await SoakAsync(isCalm: false, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), Number(rest, 0, Legs.Partitions), Number(rest, 1, Legs.Rate)),
    ["--calm", .. var rest] => await SoakAsync(isCalm: true, null, Legs.Partitions, Legs.Rate, Number(rest, 0, 1_000_000)),
    ["--scale", .. var rest] => await ScaleAsync([.. rest.Select(number => int.Parse(number, CultureInfo.InvariantCulture))]),
    [var minutes, .. var rest] when double.TryParse(minutes, CultureInfo.InvariantCulture, out var time) =>
        await Legs.RunAsync(TimeSpan.FromMinutes(time), Number(rest, 0, Legs.Partitions), Number(rest, 1, Legs.Rate)),
    _ => Usage(),
};

static int Number(string[] rest, int index, int otherwise) => rest.Length > index ? int.Parse(rest[index], CultureInfo.InvariantCulture) : otherwise;

static async Task<int> SoakAsync(bool isCalm, TimeSpan? time, int partitions, int rate, long alerts = long.MaxValue)
{
    using var run = new SoakRun(isCalm, partitions, rate);
    return await run.RunAsync(time, alerts);
}

static async Task<int> ScaleAsync(int[] numbers)
{
    using var run = new ScaleRun(numbers.ElementAtOrDefault(0) is > 0 and var alerts ? alerts : 20_000, numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2) is > 0 and var p ? p : 12);
    return await run.RunAsync();
}

static int Usage()
{
    Console.Error.WriteLine("usage: soak MINUTES [PARTITIONS [RATE]] | --calm [ALERTS] | --scale [ALERTS [BYTES [PARTITIONS]]]");
    return 2;
}
