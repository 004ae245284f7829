namespace FinkTyped;

/// <summary>The schema of the file before: files of one stream have the same, and parsing it costs more than reading an alert.</summary>
internal sealed class LastSchema
{
    private ReadOnlyMemory<byte> _json;
    private AvroSchema? _schema;

    /// <summary>The schema of a text, parsed only when the text differs from the last one.</summary>
    public AvroSchema Parse(ReadOnlyMemory<byte> json, AvroLimits limits)
    {
        if (_schema is null || !_json.Span.SequenceEqual(json.Span))
        {
            _schema = AvroSchema.Parse(json.Span, limits);
            _json = json;
        }

        return _schema;
    }
}
