using System.Buffers;
using System.Text;
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

    /// <summary>
    /// The letter of an alert that the program itself failed at: as its compiled type has it, encoded with that type's schema, since the bytes of a message
    /// that could be decoded are not kept.
    /// </summary>
    /// <param name="message">The message; its alert could be decoded.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="error">What the program threw.</param>
    public static DeadLetter Of<T>(AlertMessage<T> message, string group, Exception error) where T : class, IAvroRecord<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(error);
        var value = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(value);
        message.Alert.Write(ref writer);
        writer.Flush();
        return new DeadLetter
        {
            Topic = message.Topic,
            Partition = message.Partition,
            Offset = message.Offset,
            Timestamp = message.Timestamp?.ToUnixTimeMilliseconds(),
            Group = group,
            Kind = nameof(AlertErrorKind.Program),
            Reason = PrintableText.OfLines($"the program threw {error.GetType().Name}: {error.Message}"),
            Key = Encoding.UTF8.GetBytes(T.Schema.ToString()),
            Value = value.WrittenMemory,
            Headers = [],
        };
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
