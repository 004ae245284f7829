#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false

// Checks the site that is the argument: every link and picture leads to a file that is there, every fragment to an element of that name, and every
// page of docs/ is reached from the first page by what is written on pages.
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

var site = Path.GetFullPath(args[0]);
var pages = Directory.EnumerateFiles(site, "*.html", SearchOption.AllDirectories).ToDictionary(path => path, path => new Page(File.ReadAllText(path)));
var faults = new List<string>();
var links = 0;
foreach (var (path, page) in pages)
{
    foreach (var link in page.Links) Check(path, link);
}

foreach (var menu in Directory.EnumerateFiles(site, "toc.json", SearchOption.AllDirectories))
{
    using var entries = JsonDocument.Parse(File.ReadAllText(menu));
    foreach (var link in Hrefs(entries.RootElement)) Check(menu, link);
}

var reached = new HashSet<string>();
Reach(Path.Combine(site, "README.html"));
var docs = Path.Combine(site, "docs") + Path.DirectorySeparatorChar;
foreach (var path in pages.Keys.Where(path => path.StartsWith(docs, StringComparison.Ordinal) && !path.EndsWith("toc.html", StringComparison.Ordinal) && !reached.Contains(path)))
{
    faults.Add($"{Name(path)}: no page leads there");
}

foreach (var fault in faults.Distinct()) Console.Error.WriteLine(fault);
Console.WriteLine($"{pages.Count} pages, {links} links, {faults.Count} of them lead nowhere");
return faults.Count == 0 ? 0 : 1;

void Check(string from, string link)
{
    links++;
    var (path, fragment) = Target(from, link);
    if (!File.Exists(path)) faults.Add($"{Name(from)}: {link} is not there");
    else if (fragment.Length > 0 && pages.TryGetValue(path, out var page) && !page.Ids.Contains(fragment)) faults.Add($"{Name(from)}: {link} has no such heading");
}

void Reach(string path)
{
    if (!pages.TryGetValue(path, out var page) || !reached.Add(path)) return;
    foreach (var link in page.ArticleLinks) Reach(Target(path, link).Path);
}

string Name(string path) => Path.GetRelativePath(site, path);

(string Path, string Fragment) Target(string from, string link)
{
    var cut = link.IndexOf('#', StringComparison.Ordinal);
    var fragment = cut < 0 ? "" : Uri.UnescapeDataString(link[(cut + 1)..]);
    var path = Uri.UnescapeDataString((cut < 0 ? link : link[..cut]).Split('?')[0]);
    path = path.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, path));
    return (Directory.Exists(path) ? Path.Combine(path, "index.html") : path, fragment);
}

static IEnumerable<string> Hrefs(JsonElement entry)
{
    if (entry.TryGetProperty("href", out var href) && Page.IsLocal(href.GetString()!)) yield return href.GetString()!;
    if (!entry.TryGetProperty("items", out var items)) yield break;
    foreach (var link in items.EnumerateArray().SelectMany(Hrefs)) yield return link;
}

sealed partial class Page
{
    public Page(string html)
    {
        Links = [.. Attributes().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(IsLocal)];
        Ids = [.. Names().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
        var article = html.IndexOf("<article", StringComparison.Ordinal);
        ArticleLinks = article < 0 ? Links : [.. Attributes().Matches(html, article).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Where(IsLocal)];
    }

    public IReadOnlyList<string> Links { get; }

    public IReadOnlyList<string> ArticleLinks { get; }

    public HashSet<string> Ids { get; }

    public static bool IsLocal(string link) => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
        && !link.StartsWith("data:", StringComparison.Ordinal) && !link.StartsWith("javascript:", StringComparison.Ordinal);

    [GeneratedRegex("""(?:href|src)="([^"]*)"(?=[^<]*>)""")]
    private static partial Regex Attributes();

    [GeneratedRegex("""\s(?:id|name)="([^"]*)"(?=[^<]*>)""")]
    private static partial Regex Names();
}
