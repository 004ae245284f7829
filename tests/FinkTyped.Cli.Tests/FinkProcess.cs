using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace FinkTyped.Cli.Tests;

/// <summary>The built command as a process of its own, as a shell runs it.</summary>
internal static partial class FinkProcess
{
    private static readonly string NoHome = Path.Combine(Path.GetTempPath(), "fink-no-home");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // The command as it is built beside the tests, unless another is to be tested: eng/native-tool.sh.
    private static string? Native { get; } = Environment.GetEnvironmentVariable("FINK_TEST_COMMAND");

    /// <summary>What a line begins with that runs the command.</summary>
    public static IReadOnlyList<string> Command { get; } = Native is null ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "fink.dll")] : [Native];

    /// <summary>Runs the command to its end.</summary>
    public static Task<FinkResult> RunAsync(params string[] arguments) => RunAsync(arguments, input: null);

    /// <summary>Runs the command to its end with something on standard input.</summary>
    public static async Task<FinkResult> RunAsync(string[] arguments, byte[]? input)
    {
        using var process = Start(arguments);
        return await EndAsync(process, input);
    }

    /// <summary>Runs the command to its end with a password in the environment.</summary>
    public static Task<FinkResult> RunWithPasswordAsync(string password, params string[] arguments) =>
        RunWithAsync(new Dictionary<string, string?> { ["FINK_PASSWORD"] = password }, arguments);

    /// <summary>Runs the command to its end with some variables in the environment.</summary>
    public static async Task<FinkResult> RunWithAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var process = Start(arguments, environment);
        return await EndAsync(process);
    }

    /// <summary>Sends a signal, as Ctrl-C in a terminal sends 2.</summary>
    public static void Signal(Process process, int signal)
    {
        if (Kill(process.Id, signal) != 0) throw new InvalidOperationException($"kill failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Starts the command and leaves the rest to the test.</summary>
    public static Process Start(params string[] arguments) => Start(arguments, new Dictionary<string, string?>());

    /// <summary>Starts the command with some variables in the environment, in a folder.</summary>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        Prepare(start.Environment, environment);
        return Process.Start(start)!;
    }

    /// <summary>Makes the environment of the command: without what whoever runs the tests has set, which has no part in them, and with what the test sets.</summary>
    public static void Prepare(IDictionary<string, string?> variables, IReadOnlyDictionary<string, string?> environment)
    {
        foreach (var name in variables.Keys.Where(name => name.StartsWith("FINK_", StringComparison.Ordinal)).ToList()) variables.Remove(name);
        variables["FINK_HOME"] = NoHome;
        foreach (var (name, value) in environment)
        {
            if (value is null) variables.Remove(name);
            else variables[name] = value;
        }
    }

    private static async Task<FinkResult> EndAsync(Process process, byte[]? input = null)
    {
        // Read while it is written to: else both may wait for each other.
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (input is not null) await WriteAsync(process, input);
        process.StandardInput.Close();
        await WaitAsync(process, error);
        return new FinkResult(process.ExitCode, await output, await error);
    }

    private static async Task WriteAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // It has ended before it read all of it.
        }
    }

    /// <summary>Waits for the end of a command, and ends one that does not come to it.</summary>
    /// <param name="process">The command.</param>
    /// <param name="said">What it says on standard error, where the test reads that.</param>
    public static async Task WaitAsync(Process process, Task<string>? said = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"{string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience}. It said: {(said is null ? "" : await said)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}

/// <summary>What a run of the command left.</summary>
internal sealed record FinkResult(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output that hold something.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
