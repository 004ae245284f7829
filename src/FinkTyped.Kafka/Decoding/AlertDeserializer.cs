using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>Stands for a key that was looked at and not kept.</summary>
internal readonly record struct SeenKey;

/// <summary>
/// Decodes messages while they lie in librdkafka's memory. Confluent.Kafka calls it with the key and then with the value of each message, on the
/// consumer's thread. It never throws: that would make Confluent.Kafka copy key and value and throw once more.
/// </summary>
internal sealed unsafe class AlertDeserializer(WireReader wire, AlertFilter? filter = null, AvroLimits? limits = null) : IDeserializer<SeenKey>, IDeserializer<AlertMessage?>
{
    // The key of the message at hand: librdkafka frees it after the value's turn.
    private byte* _key;
    private int _keyLength;
    private bool _hasKey;

    /// <summary>What becomes of a datum; set before the first message comes.</summary>
    public AlertProjection Projection { get; set; } = null!;

    /// <summary>The writers' schemas that messages came with.</summary>
    public MetSchemas Schemas { get; } = new();

    SeenKey IDeserializer<SeenKey>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        fixed (byte* first = data) _key = first;
        _keyLength = data.Length;
        _hasKey = !isNull;
        return default;
    }

    /// <summary>Decodes a message; null where the filter or a query rejects it.</summary>
    AlertMessage? IDeserializer<AlertMessage?>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        var key = new ReadOnlySpan<byte>(_key, _keyLength);
        _key = null;
        _keyLength = 0;
        AlertException error;
        try
        {
            if (data.IsEmpty) return Fail(context.Topic, key, data, isNull, EmptyValue);
            var datum = data;
            var writer = wire.Read(context.Topic, key, ref datum);
            if (filter is not null && !filter.Accepts(writer, datum, limits)) return null;
            Schemas.Meet(Projection, context.Topic, writer);
            return Projection.Project(context.Topic, writer, datum, key.Length + data.Length);
        }
        catch (AlertException e)
        {
            error = e;
        }
        catch (AlertFilterException e)
        {
            // Of no use to any message: it must be mended before there is more to read.
            error = new AlertException(AlertErrorKind.Options, $"the filter does not fit the alerts of {context.Topic}: {e.Message}", FilterRemedy, e) { EndsStream = true };
        }
        catch (SchemaResolutionException e)
        {
            error = new AlertException(AlertErrorKind.Schema, $"every alert of this writer will fail: {e.Message}", SchemaRemedy, e);
        }
        catch (AvroException e) when (e.IsDatumSound)
        {
            error = new AlertException(AlertErrorKind.Schema, $"the compiled schema does not take a value of the alert: {e.Message}", SchemaRemedy, e);
        }
        catch (AvroException e)
        {
            error = new AlertException(AlertErrorKind.Malformed, $"the value disagrees with the schema it came with: {e.Message}", MalformedRemedy, e);
        }
        catch (OutOfMemoryException e)
        {
            // Says nothing about the message, which must come again.
            error = new AlertException(AlertErrorKind.Kafka, "the process has run out of memory", "Give it more, or make MaxBufferedBytes smaller.", e)
            { EndsStream = true };
        }
        catch (Exception e)
        {
            error = Projection.Failed(e);
        }

        return Fail(context.Topic, key, data, isNull, error);
    }

    private AlertMessage Fail(string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isNull, AlertException error)
    {
        if (error.EndsStream) return Projection.Fail(topic, new MessageFault(error, null, null), 0);
        var fault = new MessageFault(error, _hasKey ? key.ToArray() : null, isNull ? null : value.ToArray());
        return Projection.Fail(topic, fault, key.Length + value.Length);
    }

    private static AlertException EmptyValue => new(AlertErrorKind.Malformed, "the message has no value", MalformedRemedy);

    private const string FilterRemedy = "Mend the expression, or leave out topics that have no such field; `fink schema show` lists a topic's.";

    private const string SchemaRemedy = "`fink schema check` compares the topic's schema with the compiled one; compile the topic's where they do not fit.";

    private const string MalformedRemedy =
        "Save RawValue and the schema for inspection: RawKey holds it in a livestream, and `fink schema pull` saves a topic's; a dead letter holds them all.";
}
