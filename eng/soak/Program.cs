using System.Globalization;
using FinkTyped.Soak;

return args switch
{
    ["worker", var servers, var group, var topic, var timeout] =>
        await Worker.RunAsync(servers, group, topic, int.Parse(timeout, CultureInfo.InvariantCulture)),
    ["dispose", var servers, var topic, var count] => await DisposalRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    ["allocations", var servers, var topic, var count] =>
        await AllocationRun.RunAsync(servers, topic, int.Parse(count, CultureInfo.InvariantCulture)),
    [var minutes] when double.TryParse(minutes, CultureInfo.InvariantCulture, out var time) => await SoakAsync(TimeSpan.FromMinutes(time)),
    _ => Usage(),
};

static async Task<int> SoakAsync(TimeSpan time)
{
    using var run = new SoakRun();
    return await run.RunAsync(time);
}

static int Usage()
{
    Console.Error.WriteLine("usage: soak MINUTES");
    return 2;
}
