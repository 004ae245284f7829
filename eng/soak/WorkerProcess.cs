using System.Diagnostics;
using System.Globalization;

namespace FinkTyped.Soak;

/// <summary>A <see cref="Worker"/> in a process of its own, which can be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // A process that is run to its end and does not come to it is killed.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task _reading;

    private WorkerProcess(Process process, Action<long> onProcessed)
    {
        _process = process;
        _reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                // A kill can cut the last line short; then its alert was not processed.
                if (long.TryParse(line, CultureInfo.InvariantCulture, out var id)) onProcessed(id);
            }
        });
    }

    public static WorkerProcess Start(string bootstrapServers, string groupId, string topic, int sessionTimeout, Action<long> onProcessed)
    {
        return new WorkerProcess(Start("worker", bootstrapServers, groupId, topic, $"{sessionTimeout}"), onProcessed);
    }

    /// <summary>Runs this program with some arguments to its end; gives its exit code, and what it said on standard output and standard error.</summary>
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(params string[] arguments)
    {
        var start = Info(arguments);
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Longest);
        using var killing = late.Token.Register(() => process.Kill());
        var complaining = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var said = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, said, await complaining);
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and returns when all it had written has been read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public void Dispose() => _process.Dispose();

    private static Process Start(params string[] arguments) => Process.Start(Info(arguments))!;

    private static ProcessStartInfo Info(string[] arguments) =>
        new("dotnet", [typeof(Worker).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
}
