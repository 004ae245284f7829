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
        var assembly = typeof(Worker).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[assembly, "worker", bootstrapServers, groupId, topic, $"{sessionTimeout}"])
            start.ArgumentList.Add(argument);
        return new WorkerProcess(Process.Start(start)!, onProcessed);
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and returns when all it had written has been read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public void Dispose() => _process.Dispose();
}
