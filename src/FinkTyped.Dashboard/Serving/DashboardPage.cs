using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace FinkTyped.Dashboard.Serving;

/// <summary>The live page: markup, style and script in one, without anything of an alert in it.</summary>
internal static class DashboardPage
{
    private static readonly string Style = Read("common.css") + Read("dashboard.css");
    private static readonly string Script = Read("sky.js") + Read("dashboard.js");
    private static readonly string Body = Read("dashboard.html");

    /// <summary>What the page may do: its own style and script, its own events.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src data:; connect-src 'self'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    /// <summary>The page.</summary>
    public static string Html(string title) => Body
        .Replace("{title}", WebUtility.HtmlEncode(title), StringComparison.Ordinal)
        .Replace("{style}", Style, StringComparison.Ordinal)
        .Replace("{script}", Script, StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(DashboardPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
