using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>Messages that were passed over, as messages of a topic, each confirmed by its server. Used by one thread after <see cref="Open"/>.</summary>
internal sealed class DeadLetterTopic(AlertReplayOptions target) : DeadLetterStore
{
    private const string Prefix = "fink.dead-letter.";

    private AlertReplay? _replay;

    public override async ValueTask KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        _replay ??= new AlertReplay(target);
        await _replay.SendAsync(ToMessage(letter), cancellationToken).ConfigureAwait(false);
        await _replay.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override string Describe(DeadLetter letter) => $"topic {target.Topic}";

    internal override DeadLetterStore Open() => new DeadLetterTopic(target);

    internal override void Close() => _replay?.Dispose();

    private static Message<byte[]?, byte[]?> ToMessage(DeadLetter letter)
    {
        var message = letter.ToMessage();
        Add("topic", letter.Topic);
        Add("partition", letter.Partition.ToString(CultureInfo.InvariantCulture));
        Add("offset", letter.Offset.ToString(CultureInfo.InvariantCulture));
        if (letter.Timestamp is { } time) Add("timestamp", time.ToString(CultureInfo.InvariantCulture));
        Add("group", letter.Group);
        Add("kind", letter.Kind);
        Add("reason", letter.Reason);
        return message;

        void Add(string name, string text) => message.Headers.Add(Prefix + name, Encoding.UTF8.GetBytes(text));
    }
}
