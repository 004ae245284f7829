namespace FinkTyped.Kafka;

/// <summary>
/// Schemas by their JSON text, each parsed once: a text is recognised by comparing its bytes with those of the last one and of a few before.
/// Used by one thread.
/// </summary>
internal sealed class KnownSchemas(AvroLimits limits)
{
    private const int Capacity = 16;

    // The most recently used first.
    private readonly List<Known> _known = new(Capacity);

    private sealed record Known(byte[] Text, AvroSchema? Schema, AvroException? Fault);

    /// <summary>How many texts were parsed.</summary>
    public int Parsed { get; private set; }

    /// <summary>The schema of a text.</summary>
    /// <exception cref="AvroException">It is no valid schema.</exception>
    public AvroSchema Parse(ReadOnlySpan<byte> text)
    {
        var known = Find(text);
        return known.Schema ?? throw known.Fault!;
    }

    private Known Find(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _known.Count; i++)
        {
            var known = _known[i];
            if (!text.SequenceEqual(known.Text)) continue;
            if (i > 0)
            {
                _known.RemoveAt(i);
                _known.Insert(0, known);
            }

            return known;
        }

        if (_known.Count == Capacity) _known.RemoveAt(Capacity - 1);
        var read = Read(text);
        _known.Insert(0, read);
        return read;
    }

    private Known Read(ReadOnlySpan<byte> text)
    {
        Parsed++;
        try
        {
            return new Known(text.ToArray(), AvroSchema.ParseWriter(text, limits), null);
        }
        catch (AvroException fault)
        {
            return new Known(text.ToArray(), null, fault);
        }
    }
}
