using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;
using FinkTyped.Kafka;
using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>
/// Kafka messages of all wire formats with damaged keys and values. They end in a message or in its error, which says what is wrong: never
/// in an exception, nor in an error for what nobody thought of.
/// </summary>
internal sealed class Messages() : FuzzKind("messages")
{
    private static readonly string[] Topics = ["fink_early_sn_candidates_ztf", "lsst-alerts-v11.0", "", "fink_in_tns_lsst"];

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var damage = new Damage(random);
        var (schema, text, datum) = random.Next(6) == 0 ? Real(random) : Made(random);
        var options = new AlertConsumerOptions
        {
            BootstrapServers = "",
            GroupId = "",
            Topics = [],
            Resolution = Schemas.Bounded,
            WireFormat = random.Next(2) == 0 ? WireFormat.Auto : Format(random),
            FallbackSchema = random.Next(2) == 0 ? schema : null,
            Schemas = random.Next(2) == 0 ? SchemaSource.From((id, _) => new(id < 0 ? null : schema)) : null,
        };
        var query = new TreeQuery(schema, random);
        var deserializer = new AlertDeserializer(new WireReader(options, new ConsumerConfig(), default))
        {
            Projection = random.Next(2) == 0 ? new DatumProjection() : new QueryProjection<DynamicRecord, object>(query, Schemas.Bounded),
        };
        for (var i = 0; i < 20; i++)
        {
            var key = Key(text, damage, random);
            var value = Value(text, datum, damage, random);
            if (value.Length < 1 << 20) Check(round, deserializer, key, value, schema);
        }
    }

    private static WireFormat Format(Random random) =>
        random.GetItems([WireFormat.SchemaInKey, WireFormat.Confluent, WireFormat.Container, WireFormat.Bare], 1)[0];

    private static byte[] Key(byte[] text, Damage damage, Random random) => random.Next(5) switch
    {
        0 => [],
        1 => damage.Bytes(80),
        2 => damage.Of(text),
        _ => text,
    };

    private static byte[] Value(byte[] text, byte[] datum, Damage damage, Random random)
    {
        byte[] value;
        switch (random.Next(4))
        {
            case 0:
                value = Files.Container(text, [.. Enumerable.Repeat(datum, random.Next(6) == 0 ? 2 : 1)], random);
                break;
            case 1:
                var id = new byte[4];
                BinaryPrimitives.WriteInt32BigEndian(id, random.Next(3) - 1);
                value = [0, .. id, .. datum];
                break;
            default:
                value = datum;
                break;
        }

        return random.Next(3) == 0 ? value : random.Next(6) == 0 ? damage.Bytes(100) : damage.Of(value);
    }

    private static (AvroRecordSchema, byte[], byte[]) Made(Random random)
    {
        while (true)
        {
            var text = new SchemaMaker(random).Root(random.Next(1, 4)).ToString();
            if (AvroSchema.Parse(text) is not AvroRecordSchema schema || !new DatumMaker(random).TryMake(schema, out var value)) continue;
            return (schema, Encoding.UTF8.GetBytes(text), Tree.Write(schema, value, random));
        }
    }

    private static (AvroRecordSchema, byte[], byte[]) Real(Random random)
    {
        var survey = FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)];
        return (survey.Schema, survey.Text, survey.Pick(random, out _));
    }

    private static void Check(FuzzRound round, AlertDeserializer deserializer, byte[] key, byte[] value, AvroSchema schema)
    {
        round.Begin(value, schema);
        var topic = Topics[round.Random.Next(Topics.Length)];
        var guardedKey = round.Keys.AtEnd(key);
        var outcome = EveryWay.Try("message", round.Memory.AtEnd(value), v =>
        {
            ((IDeserializer<SeenKey>)deserializer).Deserialize(round.Keys.AtEnd(key), false, new SerializationContext(MessageComponentType.Key, topic));
            var context = new SerializationContext(MessageComponentType.Value, topic);
            return ((IDeserializer<AlertMessage?>)deserializer).Deserialize(v, false, context);
        });
        Assert.Equal(key.Length, guardedKey.Length);
        var message = Assert.IsType<AlertMessage>(outcome.Value, exactMatch: false);
        round.Count(message.Error is null);
        if (message.Error is not { } error) return;
        Assert.False(error.ToString().Contains("decoding failed", StringComparison.Ordinal), error.ToString());
        Assert.True(message.RawKey.Span.SequenceEqual(key) && message.RawValue.Span.SequenceEqual(value), "the raw bytes are others");
    }
}
