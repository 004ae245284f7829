using System.ComponentModel;
using System.Diagnostics;

namespace FinkTyped.Cli.Terminal;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens a page; says so where there is no browser.</summary>
    /// <param name="console">Where it is said.</param>
    /// <param name="page">A file or an address.</param>
    public static void Open(CliConsole console, string page)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
        }
        catch (Win32Exception)
        {
            console.Note("there is no browser to open it with.");
        }
    }
}
