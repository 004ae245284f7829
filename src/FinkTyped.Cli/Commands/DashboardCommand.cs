using System.CommandLine;
using System.Net;
using FinkTyped.Cli.Terminal;
using FinkTyped.Dashboard;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink dashboard</c>: a stream as a live page.</summary>
internal static class DashboardCommand
{
    private const string DefaultEndpoint = "127.0.0.1:8470";

    public static Command Create(CliConsole console)
    {
        var listen = new Option<string>("--listen")
        {
            Description = "Where to serve the page. Any other address than this machine's own lets whoever can reach it look.",
            HelpName = "ADDRESS:PORT",
            DefaultValueFactory = _ => DefaultEndpoint,
        };
        listen.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>()!, out _)) result.AddError($"--listen is an address and a port, such as {DefaultEndpoint}.");
        });
        var hosts = new Option<string[]>("--host")
        {
            Description = "A name by which others may ask for the page, with --listen; may be given several times. This machine's name by default, and any address of numbers.",
            HelpName = "NAME",
        };
        var open = new Option<bool>("--open") { Description = "Open the page in a browser." };
        var command = new Command("dashboard", "Shows a stream as a live page: rates, the latest alerts, the sky, classes. It only looks, and moves no one's offsets.") { listen, hosts, open };
        var stream = new WatchedStream(console, command);
        command.SetAction(async (line, stop) =>
        {
            stream.Check(line);
            var endpoint = IPEndPoint.Parse(line.GetRequiredValue(listen));
            var isOwn = IPAddress.IsLoopback(endpoint.Address);
            var options = new AlertDashboardOptions { Title = "Fink alerts" };
            var dashboard = new AlertDashboard(isOwn ? options : options with { AllowedHosts = [.. options.AllowedHosts!, .. Names(line.GetValue(hosts))] });
            await using var server = await DashboardServer.StartAsync(dashboard, endpoint, stop).ConfigureAwait(false);
            console.ResultWriter.WriteLine(server.Address);
            if (!isOwn) console.Note("whoever can reach this machine can look at the stream; the page has no password.");
            if (line.GetValue(open)) Browser.Open(console, server.Address.AbsoluteUri);
            await stream.RunAsync(line, dashboard, stop).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    // A page of a stranger that points a name of its own at this machine gets nothing, whoever is let in otherwise.
    private static string[] Names(string[]? given) => given is { Length: > 0 } ? given : [Dns.GetHostName()];
}
