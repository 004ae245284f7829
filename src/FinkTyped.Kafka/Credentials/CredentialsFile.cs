using System.Globalization;

namespace FinkTyped.Kafka;

/// <summary>The keys of a credentials file, in all forms that versions of the Python client have written.</summary>
internal sealed class CredentialsFile(string text)
{
    private readonly YamlText _yaml = new(text);

    /// <summary>The text.</summary>
    public override string ToString() => _yaml.Text;

    public bool Has(string key) => _yaml.Find(key) is not null;

    /// <summary>The text of the first of some keys that has one; null where none has.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public string? Text(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (TextOf(_yaml.Find(key), key) is { } found) return found;
        return null;
    }

    /// <summary>A whole number; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public int? Number(string key)
    {
        if (Text(key) is not { } text) return null;
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? (int)Math.Ceiling(number)
            : throw new InvalidDataException($"the key '{key}' is no number: {text}");
    }

    /// <summary>The topics, of today's mapping or the older list.</summary>
    /// <exception cref="InvalidDataException">They are something else.</exception>
    public List<string> Topics() => Names("topics") ?? Names("mytopics") ?? [];

    /// <summary>What the settings of a topic hold under some keys; null where they hold no text there.</summary>
    public string? TopicText(string topic, string service, string key) => _yaml.Find("topics", topic, service, key)?.Text;

    /// <summary>Sets a text, where it is another; null where the key is there already and must be null now.</summary>
    public void SetText(string key, string? value)
    {
        if (value is null ? TextOf(_yaml.Find(key), key) is null : TextOf(_yaml.Find(key), key) == value) return;
        _yaml.Set(value is null ? "null" : YamlScalarText.Of(value), key);
    }

    /// <summary>Sets a value that is YAML.</summary>
    public void Set(string value, params string[] path) => _yaml.Set(value, path);

    /// <summary>Makes the topics under a key these, adding and removing.</summary>
    public void SetTopics(string key, IReadOnlyList<string> topics)
    {
        var known = Names(key) ?? [];
        var isList = key == "mytopics" || _yaml.Find(key) is { IsList: true } or { Text: not null };
        if (_yaml.Find(key) is { Text: not null }) _yaml.Set($"[{YamlScalarText.Of(known[0])}]", key);
        foreach (var topic in known.Except(topics).ToList())
        {
            if (isList) _yaml.RemoveItem(topic, key);
            else _yaml.Remove(key, topic);
        }

        foreach (var topic in topics.Except(known).ToList())
        {
            if (isList) _yaml.AddItem(YamlScalarText.Of(topic), key);
            else _yaml.Set("{}", key, topic);
        }

        if (!Has(key)) _yaml.Set("{}", key);
    }

    private List<string>? Names(string key) => _yaml.Find(key) switch
    {
        null => null,
        { IsNull: true } => [],
        { Text: { } one } => [one],
        var many => [.. many.Entries.Select(entry => NameOf(entry.Key, key))],
    };

    private static string NameOf(YamlPiece piece, string key) => piece.Text
        ?? throw new InvalidDataException($"the key '{key}' holds something that is no name (line {piece.Start.Line})");

    private static string? TextOf(YamlPiece? piece, string key)
    {
        if (piece is null or { IsNull: true }) return null;
        if (piece.IsList && key == "servers") return string.Join(',', piece.Entries.Select(entry => NameOf(entry.Key, key)));
        return piece.Text ?? throw new InvalidDataException($"the key '{key}' is no text (line {piece.Start.Line})");
    }
}
