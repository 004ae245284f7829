using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka.Tests;

/// <summary>Keys and values as the client hands them over, message by message.</summary>
public sealed class AlertDeserializerTests
{
    private static readonly byte[] Schema = Encoding.UTF8.GetBytes(TestAlert.Schema.ToString());

    [Fact]
    public void A_key_is_that_of_one_message()
    {
        var options = new AlertConsumerOptions { BootstrapServers = "", GroupId = "", Topics = [] };
        var deserializer = new AlertDeserializer(new WireReader(options, new ConsumerConfig(), default)) { Projection = new DatumProjection() };
        byte[] datum = [1, 2, 3];
        // Pinned, as what the client hands over is: the key must still be there in the value's turn.
        var key = GC.AllocateArray<byte>(Schema.Length, pinned: true);
        Schema.CopyTo(key, 0);

        ((IDeserializer<SeenKey>)deserializer).Deserialize(key, false, new SerializationContext(MessageComponentType.Key, "topic"));
        Assert.Null(Read(deserializer, datum)?.Error);
        var second = Read(deserializer, datum);
        Assert.Equal(AlertErrorKind.NoSchema, second?.Error?.Kind);
        Assert.Equal(0, second?.RawKey.Length);
        Assert.Equal(datum.Length, second?.EncodedLength);
    }

    private static AlertMessage? Read(AlertDeserializer deserializer, byte[] value) =>
        ((IDeserializer<AlertMessage?>)deserializer).Deserialize(value, false, new SerializationContext(MessageComponentType.Value, "topic"));
}
