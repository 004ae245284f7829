using System.Text;

namespace FinkTyped.Kafka;

/// <summary>
/// The writer schemas that came in message keys, each parsed once: a key is recognised by comparing its bytes with those of the last one and
/// of a few before. Used by one thread.
/// </summary>
internal sealed class WriterSchemas(AvroSchema? fallback, SchemaResolution resolution)
{
    private const int Capacity = 16;

    // The most recently used first.
    private readonly List<Known> _known = new(Capacity);

    private sealed record Known(byte[] Key, AvroSchema? Schema, AlertException? Error);

    /// <summary>How many keys were parsed.</summary>
    public int Parsed { get; private set; }

    /// <summary>The schema that a key holds or stands for.</summary>
    /// <exception cref="AlertException">There is none.</exception>
    public AvroSchema Resolve(ReadOnlySpan<byte> key)
    {
        var known = Find(key);
        return known.Schema ?? throw known.Error!;
    }

    private Known Find(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < _known.Count; i++)
        {
            var known = _known[i];
            if (!key.SequenceEqual(known.Key)) continue;
            if (i > 0)
            {
                _known.RemoveAt(i);
                _known.Insert(0, known);
            }

            return known;
        }

        if (_known.Count == Capacity) _known.RemoveAt(Capacity - 1);
        var read = Read(key);
        _known.Insert(0, read);
        return read;
    }

    private Known Read(ReadOnlySpan<byte> key)
    {
        if (!LooksLikeSchema(key))
        {
            if (fallback is not null) return new Known(key.ToArray(), fallback, null);
            var reason = key.IsEmpty ? "the message has no key, so no schema" : $"the key \"{Shorten(key)}\" is no schema";
            return new Known(key.ToArray(), null, new AlertException(AlertErrorKind.NoSchema, reason, NoSchemaRemedy));
        }

        Parsed++;
        try
        {
            return new Known(key.ToArray(), AvroSchema.Parse(key, resolution.Limits), null);
        }
        catch (AvroException e)
        {
            var error = new AlertException(AlertErrorKind.Schema, $"the schema in the key cannot be read: {e.Message}",
                "The producer is at fault; save RawKey and report it. The message is passed over with OnMalformed.Skip.", e);
            return new Known(key.ToArray(), null, error);
        }
    }

    private const string NoSchemaRemedy =
        $"Give the schema as {nameof(AlertConsumerOptions)}.{nameof(AlertConsumerOptions.FallbackSchema)}.";

    /// <summary>Whether text begins as JSON of a schema does: an object or an array.</summary>
    private static bool LooksLikeSchema(ReadOnlySpan<byte> key)
    {
        var start = key.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && key[start] is (byte)'{' or (byte)'[';
    }

    private static string Shorten(ReadOnlySpan<byte> key)
    {
        const int Longest = 60;
        var text = Encoding.UTF8.GetString(key.Length > Longest ? key[..Longest] : key);
        return string.Concat(text.Select(c => char.IsControl(c) || c == '\uFFFD' ? '.' : c)) + (key.Length > Longest ? "…" : "");
    }
}
