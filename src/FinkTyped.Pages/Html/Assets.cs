using System.Security.Cryptography;
using System.Text;

namespace FinkTyped.Pages.Html;

/// <summary>The files that come with this library, to be put into pages.</summary>
internal static class Assets
{
    /// <summary>The text of a file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Assets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in this assembly"));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Begins a page: everything up to its body. Scripts and styles are those given here and no others, by their hashes.</summary>
    public static HtmlBuilder Begin(string title, string style, string script)
    {
        var policy = $"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'";
        return new HtmlBuilder()
            .Add($"""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="{policy}">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>{title}</title>
                <link rel="icon" href="data:,">
                <style>
                """).AddMarkup(style).Add($"""
                </style>
                </head>

                """);
    }

    /// <summary>Ends a page: its data and its script.</summary>
    public static string End(HtmlBuilder html, string data, string script) => html
        .Add($"<script type=\"application/json\" id=\"data\">").AddMarkup(data).Add($"</script>\n<script>").AddMarkup(script).Add($"</script>\n</body>\n</html>\n")
        .ToString();

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
