using Confluent.Kafka;

namespace FinkTyped.Kafka;

public sealed partial record DeadLetter
{
    /// <summary>The message as it was: key, value and headers.</summary>
    internal Message<byte[]?, byte[]?> ToMessage()
    {
        var message = new Message<byte[]?, byte[]?> { Key = Key?.ToArray(), Value = Value?.ToArray(), Headers = [] };
        foreach (var header in Headers) message.Headers.Add(header.Name, header.Value?.ToArray());
        return message;
    }

    /// <summary>The letter of a message that is passed over.</summary>
    internal static DeadLetter Of(AlertMessage message, string group) => new()
    {
        Topic = message.Topic,
        Partition = message.Partition,
        Offset = message.Offset,
        Timestamp = message.Timestamp?.ToUnixTimeMilliseconds(),
        Group = group,
        Kind = message.Error!.Kind.ToString(),
        Reason = message.Error.Message,
        Key = message.Fault!.Key is { } key ? (ReadOnlyMemory<byte>?)key : null,
        Value = message.Fault.Value is { } value ? (ReadOnlyMemory<byte>?)value : null,
        Headers = [.. (message.Fault.Headers ?? []).Select(header => new DeadLetterHeader
        {
            Name = header.Key,
            Value = header.GetValueBytes() is { } bytes ? (ReadOnlyMemory<byte>?)bytes : null,
        })],
    };
}
