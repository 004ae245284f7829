using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FinkTyped.Kafka;

/// <summary>A value in the text of a YAML file, and where it stands.</summary>
internal sealed class YamlPiece
{
    private readonly NodeEvent _start;
    private readonly List<(YamlPiece Key, YamlPiece Value)> _entries = [];
    private readonly Mark _end;

    private YamlPiece(IParser parser)
    {
        _start = parser.Consume<NodeEvent>();
        if (_start is MappingStart)
        {
            while (!parser.Accept<MappingEnd>(out _)) _entries.Add((new YamlPiece(parser), new YamlPiece(parser)));
            _end = parser.Consume<MappingEnd>().End;
        }
        else if (_start is SequenceStart)
        {
            while (!parser.Accept<SequenceEnd>(out _))
            {
                var item = new YamlPiece(parser);
                _entries.Add((item, item));
            }

            _end = parser.Consume<SequenceEnd>().End;
        }
        else
        {
            _end = _start.End;
        }
    }

    /// <summary>Reads the first document of a text; null where there is none.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static YamlPiece? Load(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return null;
        var root = new YamlPiece(parser);
        parser.Consume<DocumentEnd>();
        return root;
    }

    /// <summary>The keys and values of a mapping; of a list, each item twice.</summary>
    public IReadOnlyList<(YamlPiece Key, YamlPiece Value)> Entries => _entries;

    public bool IsMapping => _start is MappingStart;

    public bool IsList => _start is SequenceStart;

    public bool IsScalar => _start is Scalar;

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow => _start is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };

    /// <summary>Whether it is a text of several lines.</summary>
    public bool IsBlockText => _start is Scalar { Style: ScalarStyle.Literal or ScalarStyle.Folded };

    /// <summary>Whether it is nothing at all: a key whose value was left out.</summary>
    public bool IsLeftOut => _start is Scalar { Value: "", Style: ScalarStyle.Plain };

    /// <summary>Whether it is null.</summary>
    public bool IsNull => _start is Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The text of a scalar that is not null; else null.</summary>
    public string? Text => IsNull ? null : (_start as Scalar)?.Value;

    public Mark Start => _start.Start;

    public Mark End => _end;

    /// <summary>The value of a key; null where there is none.</summary>
    public YamlPiece? Find(string key) => IsMapping ? _entries.Find(entry => entry.Key._start is Scalar { Value: { } name } && name == key).Value : null;
}
