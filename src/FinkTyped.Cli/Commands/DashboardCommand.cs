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
        var open = new Option<bool>("--open") { Description = "Open the page in a browser." };
        var command = new Command("dashboard", "Shows a stream as a live page: rates, the latest alerts, the sky, classes. It only looks, and moves no one's offsets.") { listen, open };
        var stream = new WatchedStream(console, command);
        command.SetAction(async (line, stop) =>
        {
            stream.Check(line);
            var endpoint = IPEndPoint.Parse(line.GetRequiredValue(listen));
            var isOwn = IPAddress.IsLoopback(endpoint.Address);
            // Somebody who lets others look gives the page names of his own.
            var dashboard = new AlertDashboard(new AlertDashboardOptions { Title = "Fink alerts", AllowedHosts = isOwn ? new AlertDashboardOptions().AllowedHosts : null });
            await using var server = await DashboardServer.StartAsync(dashboard, endpoint, stop).ConfigureAwait(false);
            console.ResultWriter.WriteLine(server.Address);
            if (!isOwn) console.Note("whoever can reach this machine can look at the stream; the page has no password.");
            if (line.GetValue(open)) Browser.Open(console, server.Address.AbsoluteUri);
            await stream.RunAsync(line, dashboard, stop).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }
}
