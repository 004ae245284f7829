using System.Globalization;
using FinkTyped.Soak;

return args switch
{
    ["worker", var servers, var group, var topic, var timeout] =>
        await Worker.RunAsync(servers, group, topic, int.Parse(timeout, CultureInfo.InvariantCulture)),
    ["dispose", var servers, var topic, var count] => await DisposalRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    ["allocations", var servers, var topic, var count] =>
        await AllocationRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    ["leg", var minutes, var partitions] =>
        await SoakAsync(isCalm: false, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), int.Parse(partitions, CultureInfo.InvariantCulture)),
    ["--calm", .. var rest] => await SoakAsync(isCalm: true, null, Legs.Partitions, rest.Length > 0 ? long.Parse(rest[0], CultureInfo.InvariantCulture) : 1_000_000),
    ["--scale", .. var rest] => await ScaleAsync([.. rest.Select(number => int.Parse(number, CultureInfo.InvariantCulture))]),
    [var minutes, .. var rest] when double.TryParse(minutes, CultureInfo.InvariantCulture, out var time) =>
        await Legs.RunAsync(TimeSpan.FromMinutes(time), rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : Legs.Partitions),
    _ => Usage(),
};

static async Task<int> SoakAsync(bool isCalm, TimeSpan? time, int partitions, long alerts = long.MaxValue)
{
    using var run = new SoakRun(isCalm, partitions);
    return await run.RunAsync(time, alerts);
}

static async Task<int> ScaleAsync(int[] numbers)
{
    using var run = new ScaleRun(numbers.ElementAtOrDefault(0) is > 0 and var alerts ? alerts : 20_000, numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2) is > 0 and var p ? p : 12);
    return await run.RunAsync();
}

static int Usage()
{
    Console.Error.WriteLine("usage: soak MINUTES [PARTITIONS] | --calm [ALERTS] | --scale [ALERTS [BYTES [PARTITIONS]]]");
    return 2;
}
