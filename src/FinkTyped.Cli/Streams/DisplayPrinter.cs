using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Streams;

/// <summary>Alerts as rows of a table that has no end: as many columns as the terminal is wide.</summary>
internal sealed class DisplayPrinter : IStreamPrinter
{
    private const string Gap = "  ";
    private const string Tags = "123456789abcdefghijklmnopqrstuvwxyz";

    private readonly CliConsole _console;
    private readonly List<Column> _columns;
    private readonly Dictionary<string, string> _tags = [];
    private readonly bool _showsTopic;
    private bool _hasHeader;

    /// <param name="console">Where rows go.</param>
    /// <param name="isOfMany">Whether alerts of several topics come: where there is no room for names of topics, each has a number.</param>
    public DisplayPrinter(CliConsole console, bool isOfMany)
    {
        _console = console;
        var width = console.Results.Profile.Width;
        _columns =
        [
            new Column("received", 8, row => row.Received.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)),
            new Column("emitted UTC", 19, row => row.Alert.Observed is { } time ? Words.Time(time) : null),
            new Column("object", 20, row => row.Alert.ObjectId),
            new Column("class", isOfMany && width < 110 ? 11 : 14, row => row.Alert.Class),
            new Column("brightness", 11, row => row.Alert.Brightness, IsNumber: true),
        ];
        if (width >= 110) _columns.Insert(4, new Column("band", 4, row => row.Alert.Band));
        if (width >= 110) _columns.Add(new Column("RA, Dec", 20, row => row.Alert.Position));
        _showsTopic = width >= 160;
        if (isOfMany && !_showsTopic) _columns.Insert(0, new Column("", 1, row => _tags[row.Topic]));
        if (_showsTopic) _columns.Insert(0, new Column("topic", 36, row => row.Topic));
        if (width >= 200) _columns.Add(new Column("page", Math.Max(20, width - _columns.Sum(c => c.Width + Gap.Length)), row => row.Alert.Link));
    }

    public void Print(AlertMessage<EncodedAlert> message, AlertLook alert)
    {
        var row = new Row(message.Topic, DateTime.UtcNow, AlertRow.Of(alert));
        if (!_showsTopic && !_tags.ContainsKey(message.Topic)) WriteTopic(message.Topic);
        if (!_hasHeader) WriteLine(column => column.Heading);
        _hasHeader = true;
        WriteLine(column => column.Value(row));
        _console.EndOfLine();
    }

    // Once, and rows say by its tag which it is.
    private void WriteTopic(string topic)
    {
        var tag = _tags.Count < Tags.Length ? Tags[_tags.Count].ToString() : "?";
        _tags.Add(topic, tag);
        _console.ResultWriter.WriteLine(_columns[0].Heading.Length == 0 ? $"{tag} = {PrintableText.Of(topic)}" : PrintableText.Of(topic));
    }

    private void WriteLine(Func<Column, string?> cell) =>
        _console.ResultWriter.WriteLine(string.Join(Gap, _columns.Select(column => column.Fit(cell(column) ?? "–"))).TrimEnd());

    private sealed record Row(string Topic, DateTime Received, AlertRow Alert);

    private sealed record Column(string Heading, int Width, Func<Row, string?> Value, bool IsNumber = false)
    {
        public string Fit(string text)
        {
            text = PrintableText.Of(text);
            if (text.Length > Width) return text[..(Width - 1)] + "…";
            return IsNumber ? text.PadLeft(Width) : text.PadRight(Width);
        }
    }
}
