using System.Diagnostics;
using System.Globalization;

namespace FinkTyped.Soak;

/// <summary>A <see cref="Worker"/> in a process of its own, which can be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
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

    /// <summary>Runs this program with some arguments to its end; gives its exit code and what it said.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and returns when all it had written has been read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public void Dispose() => _process.Dispose();

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(Worker).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
