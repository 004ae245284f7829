using System.Diagnostics;
using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>Asks a real browser what it finds in a page; see eng/pages.</summary>
internal static class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The findings of eng/pages/check.mjs in a page; skips the running test where there is no browser.</summary>
    public static JsonElement Look(string page, string search) => Run("check.mjs", page, search);

    /// <summary>The findings of a script of eng/pages; skips the running test where there is no browser.</summary>
    public static JsonElement Run(string script, params string[] arguments)
    {
        var folder = Folder();
        Assert.SkipUnless(
            folder is not null && Directory.Exists(Path.Combine(folder, "node_modules")) && (Array.Exists(Places, File.Exists) || Environment.GetEnvironmentVariable("CHROMIUM") is not null),
            "needs Chromium, node, playwright-core and axe-core: eng/test-tools.sh");
        var start = new ProcessStartInfo("node", [Path.Combine(folder!, script), .. arguments]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, $"{script} ended with an error; see above");
        return JsonElement.Parse(output);
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FinkTyped.sln"))) return Path.Combine(folder.FullName, "eng", "pages");
        }

        return null;
    }
}
