using System.Text.RegularExpressions;

namespace FinkTyped.Tests;

/// <summary>The folders of the core are the way of the bytes: what stands in one knows nothing of those that come after it.</summary>
public sealed partial class RoomTests
{
    // Each may use those before it. Members of a type stand in the room of what they use, and the type in the first of these.
    private static readonly string[] Rooms =
    [
        "Text", "Binary", "Schemas", "Matching", "Plans", "Views", "Records", "Queries", "Filters", "Columns", "Json", "Generated", "Files",
    ];

    private static readonly List<(string Room, string File, string Code)> Sources = [.. Read()];

    [Fact]
    public void A_room_knows_nothing_of_those_behind_it()
    {
        var homes = Homes();
        var uses = Sources.SelectMany(source => Words().Matches(source.Code).Select(m => m.Value).Distinct()
            .Where(homes.ContainsKey).Select(word => (source.Room, Used: homes[word], Where: $"{source.File}: {word}"))).ToList();
        Assert.Contains(uses, use => use is { Room: "Views", Used: "Plans" });
        Assert.Empty(uses.Where(use => Array.IndexOf(Rooms, use.Used) > Array.IndexOf(Rooms, use.Room)).Select(use => $"{use.Where} is of {use.Used}"));
    }

    [Fact]
    public void Every_file_is_in_a_room() => Assert.Equal(Rooms.Order(), Sources.Select(s => s.Room).Distinct().Order());

    private static Dictionary<string, string> Homes()
    {
        var homes = new Dictionary<string, string>();
        foreach (var room in Rooms)
        {
            foreach (var source in Sources.Where(s => s.Room == room))
            {
                foreach (Match type in Types().Matches(source.Code)) homes.TryAdd(type.Groups[1].Value, room);
            }
        }

        return homes;
    }

    private static IEnumerable<(string Room, string File, string Code)> Read()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "FinkTyped.sln"))) root = Path.GetDirectoryName(root)!;
        root = Path.Combine(root, "src", "FinkTyped");
        foreach (var file in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(root, file);
            var room = relative.Split(Path.DirectorySeparatorChar)[0];
            // What a build leaves.
            if (room is "obj" or "bin") continue;
            yield return (room, relative, Comments().Replace(Strings().Replace(File.ReadAllText(file), "\"\""), ""));
        }
    }

    // Types of a file's own level: one within another is called by both names.
    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|ref|partial|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>?]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    // Not the name of a member: one that stands behind a dot, or is declared there.
    [GeneratedRegex(@"(?<![.\w])(?<!\b(?:int|long|bool|string\??) )[A-Z]\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex("""
        "(?:\\.|[^"\\\n])*"
        """)]
    private static partial Regex Strings();
}
