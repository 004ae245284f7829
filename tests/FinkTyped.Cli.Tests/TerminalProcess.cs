using System.Diagnostics;
using System.Text;

namespace FinkTyped.Cli.Tests;

/// <summary>The command in a terminal of its own, as <c>script</c> of util-linux makes it.</summary>
internal static class TerminalProcess
{
    private const string Script = "/usr/bin/script";

    /// <summary>Starts the command; what it shows, on standard output and standard error, comes on standard output.</summary>
    public static Process Start(int columns, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "needs a terminal as script of util-linux makes it");
        var line = string.Join(' ', FinkProcess.Command.Concat(arguments).Select(word => $"'{word}'"));
        var start = new ProcessStartInfo(Script, ["-qefc", $"stty cols {columns} rows 30; exec {line}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        FinkProcess.Prepare(start.Environment, environment);
        return Process.Start(start)!;
    }
}
