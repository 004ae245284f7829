using System.Text.RegularExpressions;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Kafka;

namespace FinkTyped.Cli.Notifications;

/// <summary>What is said of an alert: object, topic, class, brightness, link, and pictures.</summary>
/// <param name="template">What is said, with names in braces; null for the usual.</param>
/// <param name="withPictures">Whether there are pictures.</param>
/// <param name="say">Is told of a name that is none, once.</param>
internal sealed partial class NotificationComposer(string? template, bool withPictures, Action<string> say)
{
    private readonly HashSet<string> _unknown = [];

    private const string Standard = "{object} in {topic}\n{class}, {brightness} {band}\n{observed} UTC at {position}";

    public Notification? Compose(AlertMessage<EncodedAlert> message)
    {
        var alert = new AlertLook(message.Alert);
        var row = AlertRow.Of(alert);
        var values = new Dictionary<string, string?>
        {
            ["object"] = row.ObjectId,
            ["topic"] = message.Topic,
            ["class"] = row.Class,
            ["brightness"] = row.Brightness,
            ["band"] = row.Band,
            ["observed"] = row.Observed is { } time ? Words.Time(time) : null,
            ["position"] = row.Position,
            ["link"] = row.Link,
        };
        var text = Placeholder().Replace(template ?? Standard, match =>
        {
            var name = match.Groups[1].Value;
            if (!values.TryGetValue(name, out var value)) value = alert.Text(name) ?? Missing(alert, name);
            return value ?? (name == "class" ? "not classified" : "–");
        });
        return new Notification(PrintableText.OfLines(text)) { Link = row.Link, Values = values, Pictures = withPictures ? NotificationPictures.Of(message.Alert) : [] };
    }

    // Other topics may have the field, so the stream goes on.
    private string? Missing(AlertLook alert, string name)
    {
        try
        {
            alert.Require(name);
        }
        catch (AvroPathException e)
        {
            lock (_unknown)
                if (_unknown.Add(name)) say($"--template: {e.Message.TrimEnd('.')}; – stands for it.");
        }

        return null;
    }

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_.]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
