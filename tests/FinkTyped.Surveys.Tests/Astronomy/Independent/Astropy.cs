using System.Diagnostics;
using System.Text.Json;

namespace FinkTyped.Surveys.Tests;

/// <summary>
/// What astropy and healpy say, where they are installed (Debian's python3-astropy and python3-healpy). Tests that need them are skipped,
/// with a message, where they are absent.
/// </summary>
internal static class Astropy
{
    private static readonly string? Python = Array.Find(["/usr/bin/python3", "python3"], HasThem);

    /// <summary>Runs a script of Python and reads the JSON that it prints.</summary>
    /// <param name="script">Finds its argument in <c>data</c>, and leaves its result in <c>result</c>.</param>
    /// <param name="data">What can be written as JSON.</param>
    public static T Ask<T>(string script, object data)
    {
        Assert.SkipWhen(Python is null, "needs python3 with astropy and healpy (Debian: python3-astropy python3-healpy)");
        var program = $"""
            import sys, json, base64, numpy as np
            data = json.load(sys.stdin)
            {script}
            print(json.dumps(result))
            """;
        using var process = Start(Python!, program);
        process.StandardInput.Write(JsonSerializer.Serialize(data));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, "the script of Python ended with an error; see above");
        return JsonSerializer.Deserialize<T>(output)!;
    }

    private static bool HasThem(string python)
    {
        try
        {
            using var process = Start(python, "import astropy, healpy", quiet: true);
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string python, string program, bool quiet = false)
    {
        var start = new ProcessStartInfo(python, ["-W", "ignore", "-c", program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = quiet,
        };
        return Process.Start(start)!;
    }
}
