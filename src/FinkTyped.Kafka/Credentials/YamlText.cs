using YamlDotNet.Core;

namespace FinkTyped.Kafka;

/// <summary>
/// A YAML file of mappings that is changed by editing its text, so that what is not changed stays as its owner wrote it: comments, order, quotes. The
/// text is parsed again after each change, to know where things stand.
/// </summary>
internal sealed class YamlText
{
    private const string Indent = "  ";

    private int[] _lines = [];

    /// <exception cref="YamlException">It is no YAML.</exception>
    /// <exception cref="InvalidDataException">It is no mapping.</exception>
    public YamlText(string text)
    {
        Text = text;
        Parse();
    }

    public string Text { get; private set; }

    /// <summary>The whole; null where the file is empty.</summary>
    public YamlPiece? Root { get; private set; }

    /// <summary>Finds a value by the keys that lead to it; null where there is none.</summary>
    public YamlPiece? Find(params ReadOnlySpan<string> path)
    {
        var node = Root;
        foreach (var key in path) node = node?.Find(key);
        return node;
    }

    /// <summary>Sets a value, making the mappings on the way to it.</summary>
    /// <param name="value">The value as YAML on one line.</param>
    /// <param name="path">The keys that lead to it.</param>
    public void Set(string value, params string[] path)
    {
        var node = Find(path);
        if (node is not null) Replace(path, value);
        else Add([.. path.AsSpan(..^1)], $"{YamlScalarText.Of(path[^1])}: {value}");
    }

    /// <summary>Adds an item to a list of scalars.</summary>
    public void AddItem(string value, params string[] path)
    {
        if (Find(path) is not { IsList: true } list) Set($"[{value}]", path);
        else if (list.IsFlow) InsertInFlow(list, value);
        else InsertLine(list, $"- {value}");
    }

    /// <summary>Removes a key and its value.</summary>
    public void Remove(params string[] path)
    {
        if (Find(path.AsSpan(..^1)) is { IsMapping: true } map) RemoveEntry(map, path[^1], [.. path.AsSpan(..^1)], "{}");
    }

    /// <summary>Removes an item of a list of scalars.</summary>
    public void RemoveItem(string value, params string[] path)
    {
        if (Find(path) is { IsList: true } list) RemoveEntry(list, value, path, "[]");
    }

    private void Replace(string[] path, string value)
    {
        var map = Find(path.AsSpan(..^1))!;
        var (key, node) = map.Entries.First(entry => entry.Key.Text == path[^1]);
        var colon = Text.IndexOf(':', End(key));
        Change(colon + 1, Math.Max(colon + 1, End(node)), " " + value);
    }

    private void Add(string[] path, string entry)
    {
        var node = Find(path);
        if (path.Length == 0 && node is not { IsMapping: true, Entries.Count: > 0 }) AppendLine(entry);
        else if (node is not { IsMapping: true })
        {
            Set("{}", path);
            Add(path, entry);
        }
        else if (node.IsFlow) AddToFlow(node, path, entry);
        else InsertLine(node, entry);
    }

    private void AddToFlow(YamlPiece map, string[] path, string entry)
    {
        var end = End(map);
        var isAlone = map.Entries.Count == 0 && Text[end..LineEnd(end)].Trim().Length == 0 && Find(path.AsSpan(..^1)) is { IsFlow: false };
        if (!isAlone)
        {
            InsertInFlow(map, entry);
            return;
        }

        // `topics: {}` becomes a block, which is easier to read and to change.
        var line = LineStart(Position(map.Start));
        var indent = Text[line..].TakeWhile(c => c == ' ').Count();
        var colon = Text.LastIndexOf(':', Position(map.Start));
        Change(colon + 1, end, "\n" + new string(' ', indent) + Indent + entry);
    }

    private void InsertInFlow(YamlPiece node, string entry)
    {
        var bracket = End(node) - 1;
        Change(bracket, bracket, node.Entries.Count > 0 ? ", " + entry : entry);
    }

    // Behind the last entry, before whatever comments follow it.
    private void InsertLine(YamlPiece block, string entry)
    {
        var column = new string(' ', (int)block.Start.Column - 1);
        var at = LineEnd(End(block));
        Change(at, at, "\n" + column + entry);
    }

    private void AppendLine(string entry)
    {
        var text = Text.Length > 0 && Text[^1] != '\n' ? Text + "\n" : Text;
        Text = text + entry + "\n";
        Parse();
    }

    private void RemoveEntry(YamlPiece parent, string name, string[] path, string empty)
    {
        var index = parent.Entries.ToList().FindIndex(entry => entry.Key.Text == name);
        if (index < 0) return;
        if (parent.Entries.Count == 1 && path.Length > 0)
        {
            Set(empty, path);
            return;
        }

        var (key, value) = parent.Entries[index];
        var (start, end) = (Position(key.Start), EntryEnd((key, value)));
        if (!parent.IsFlow) Change(LineStart(start), Math.Min(LineEnd(end) + 1, Text.Length), "");
        else if (index + 1 < parent.Entries.Count) Change(start, Position(parent.Entries[index + 1].Key.Start), "");
        else Change(index == 0 ? start : EntryEnd(parent.Entries[index - 1]), end, "");
    }

    private void Change(int from, int to, string with)
    {
        Text = string.Concat(Text.AsSpan(0, from), with, Text.AsSpan(to));
        Parse();
    }

    private void Parse()
    {
        Root = YamlPiece.Load(Text);
        if (Root is { IsMapping: false, IsNull: false }) throw new InvalidDataException("the file holds no keys and values");
        _lines = [0, .. Enumerable.Range(0, Text.Length).Where(i => Text[i] == '\n').Select(i => i + 1)];
    }

    private int EntryEnd((YamlPiece Key, YamlPiece Value) entry) =>
        entry.Value.IsLeftOut ? Text.IndexOf(':', End(entry.Key)) + 1 : Math.Max(End(entry.Key), End(entry.Value));

    // The parser ends a block where the next thing begins, past comments: what counts is where its last scalar ends.
    private int End(YamlPiece piece)
    {
        if (piece.IsLeftOut) return 0;
        // Of what is in brackets it tells where the closing one stands.
        if (piece.IsFlow) return Position(piece.End) + 1;
        if (piece.IsBlockText) return LineEnd(Math.Max(0, Position(piece.End) - 1));
        return piece.IsScalar || piece.Entries.Count == 0 ? Position(piece.End) : piece.Entries.Max(EntryEnd);
    }

    private int Position(Mark mark) => Math.Min(Text.Length, _lines[Math.Min((int)mark.Line - 1, _lines.Length - 1)] + (int)mark.Column - 1);

    private int LineStart(int position) => Text.LastIndexOf('\n', Math.Max(0, position - 1), Math.Max(0, position)) + 1;

    private int LineEnd(int position) => Text.IndexOf('\n', position) is >= 0 and var end ? end : Text.Length;
}
