using System.Globalization;

namespace FinkTyped.Cli.Tests;

/// <summary>The command, with a look at the most memory it had.</summary>
internal static class MeasuredProcess
{
    /// <summary>Runs the command and looks at the most memory it had, which the system keeps.</summary>
    public static async Task<(FinkResult Result, long Megabytes)> RunAsync(string[] line)
    {
        using var process = FinkProcess.Start(line);
        process.StandardInput.Close();
        var output = ReadShortAsync(process.StandardOutput);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var most = 0L;
        while (!process.HasExited)
        {
            most = Math.Max(most, PeakOf(process.Id));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await FinkProcess.WaitAsync(process);
        return (new FinkResult(process.ExitCode, await output, await error), most / 1024);
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM: kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Lines have tens of megabytes: of each the start will do.
    private static async Task<string> ReadShortAsync(StreamReader reader)
    {
        const int Kept = 200;
        var text = new System.Text.StringBuilder();
        var buffer = new char[100_000];
        var inLine = 0;
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                inLine = c == '\n' ? 0 : inLine + 1;
                if (inLine <= Kept) text.Append(c);
            }
        }

        return text.ToString();
    }
}
