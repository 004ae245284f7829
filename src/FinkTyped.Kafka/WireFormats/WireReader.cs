using System.Buffers.Binary;
using System.Text;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>Finds the datum in a message and the schema it was written with. Used by one thread.</summary>
internal sealed class WireReader
{
    private const int ConfluentHeader = 5;

    private readonly AlertConsumerOptions _options;
    private readonly KnownSchemas _keys;
    private readonly ContainerMessage _containers;
    private readonly FetchedSchemas<string> _topics;
    private readonly FetchedSchemas<int> _ids;

    /// <summary>Makes a reader.</summary>
    /// <param name="options">What the user wants.</param>
    /// <param name="kafka">How to reach the servers, for schemas that stand in a topic.</param>
    /// <param name="stop">Ends waiting for a schema.</param>
    public WireReader(AlertConsumerOptions options, ConsumerConfig kafka, CancellationToken stop)
    {
        var limits = options.Resolution.Limits;
        _options = options;
        _keys = new KnownSchemas(limits);
        _containers = new ContainerMessage(limits);
        // The producer writes it beside its alerts: where there is none yet, it may still come, unless it need not.
        _topics = new FetchedSchemas<string>(FetchFromTopicAsync, options.FallbackSchema is null ? NoSchemaTopic : null, options.ConnectTimeout, stop);
        _ids = new FetchedSchemas<int>((id, token) => options.Schemas!.ReadAsync(id, token), null, options.ConnectTimeout, stop);

        async ValueTask<AvroSchema?> FetchFromTopicAsync(string topic, CancellationToken token)
        {
            var text = await Task.Run(() => SchemaTopic.ReadText(kafka, topic, options.ConnectTimeout, token), token).ConfigureAwait(false);
            return text is null ? null : AvroSchema.ParseWriter(text, limits);
        }
    }

    /// <summary>How many schemas were parsed.</summary>
    public int Parsed => _keys.Parsed + _containers.Parsed + _topics.Parsed + _ids.Parsed;

    /// <summary>Finds the schema of a message and narrows the value to its datum.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The message's key; empty for none.</param>
    /// <param name="value">The message's value; on return, the datum in it, valid until the next call.</param>
    /// <exception cref="AlertException">There is no schema, or none that can be read, or the value is a damaged container.</exception>
    public AvroSchema Read(string topic, ReadOnlySpan<byte> key, ref ReadOnlySpan<byte> value)
    {
        var format = _options.WireFormat == WireFormat.Auto ? Detect(topic, key, value) : _options.WireFormat;
        switch (format)
        {
            case WireFormat.SchemaInKey:
                return FromKey(key, value);
            case WireFormat.SchemaTopic:
                return _topics.Get(topic) ?? _options.FallbackSchema!;
            case WireFormat.Confluent:
                return FromId(ref value);
            case WireFormat.Container:
                return FromContainer(ref value);
            default:
                return _options.FallbackSchema ?? throw NoSchema(key, value);
        }
    }

    private WireFormat Detect(string topic, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (LooksLikeSchema(key)) return WireFormat.SchemaInKey;
        if (ContainerMessage.IsContainer(value)) return WireFormat.Container;
        if (SchemaTopic.IsNeededFor(topic, key)) return WireFormat.SchemaTopic;
        return _options.Schemas is not null && IsConfluent(value) ? WireFormat.Confluent : WireFormat.Bare;
    }

    private AvroSchema FromKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (!LooksLikeSchema(key)) throw NoSchema(key, value);
        try
        {
            return _keys.Parse(key);
        }
        catch (AvroException fault)
        {
            throw new AlertException(AlertErrorKind.Schema, $"the schema in the key cannot be read: {fault.Message}",
                "The producer is at fault: save RawKey and report it. FallbackSchema with WireFormat.Bare does without the key.", fault);
        }
    }

    private AvroSchema FromId(ref ReadOnlySpan<byte> value)
    {
        if (!IsConfluent(value))
            throw new AlertException(AlertErrorKind.Malformed, "the value does not begin with a zero byte and a schema id", "Check the WireFormat option.");
        if (_options.Schemas is null)
            throw new AlertException(AlertErrorKind.NoSchema, $"no source of schemas is given for schema id {IdOf(value)}", SchemasRemedy);
        var id = IdOf(value);
        value = value[ConfluentHeader..];
        return _ids.Get(id)
            ?? throw new AlertException(AlertErrorKind.NoSchema, $"the source of schemas knows none with id {id}", "Add it, or check which source is given.");
    }

    private AvroSchema FromContainer(ref ReadOnlySpan<byte> value)
    {
        try
        {
            return _containers.Open(ref value);
        }
        catch (AvroException fault)
        {
            throw new AlertException(AlertErrorKind.Malformed, $"the value is a damaged container: {fault.Message}",
                "Save RawValue for inspection; a dead letter holds it too.", fault);
        }
    }

    /// <summary>Whether text begins as JSON of a schema does: an object or an array, perhaps with a byte order mark before.</summary>
    internal static bool LooksLikeSchema(ReadOnlySpan<byte> key)
    {
        if (key.StartsWith(Encoding.UTF8.Preamble)) key = key[Encoding.UTF8.Preamble.Length..];
        var start = key.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && key[start] is (byte)'{' or (byte)'[';
    }

    private static bool IsConfluent(ReadOnlySpan<byte> value) => value.Length > ConfluentHeader && value[0] == 0;

    private static int IdOf(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value[1..]);

    private static AlertException NoSchemaTopic(string topic) => new(AlertErrorKind.NoSchema,
        $"the topic {SchemaTopic.NameFor(topic)}, which should hold the schema, does not exist or is empty, and was waited for",
        "Fink keeps transfers for a few days: order it again, or give the schema as FallbackSchema.")
    { EndsStream = true };

    internal static AlertException NoSchema(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var reason = key.IsEmpty ? "the message has no key, so no schema" : $"the key \"{Shorten(key)}\" is no schema";
        if (key.IsEmpty && IsConfluent(value) && IdOf(value) is > 0 and < 1_000_000 and var id)
            return new AlertException(AlertErrorKind.NoSchema, $"{reason}; the value seems to have schema id {id}", SchemasRemedy);
        return new AlertException(AlertErrorKind.NoSchema, reason, "Give the schema as AlertConsumerOptions.FallbackSchema.");
    }

    private const string SchemasRemedy = "Give AlertConsumerOptions.Schemas: a folder, a registry, or a function.";

    private static string Shorten(ReadOnlySpan<byte> key)
    {
        const int Longest = 60;
        var text = Encoding.UTF8.GetString(key.Length > Longest ? key[..Longest] : key);
        return PrintableText.Of(text.Replace('\uFFFD', '.')) + (key.Length > Longest ? "…" : "");
    }
}
