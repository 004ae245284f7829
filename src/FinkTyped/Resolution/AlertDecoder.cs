namespace FinkTyped;

/// <summary>Turns datums of one writer schema into records.</summary>
public sealed class AlertDecoder<T> where T : class, IAvroRecord<T>
{
    private readonly SchemaResolution _resolution;

    private AlertDecoder(AvroSchema writer, SchemaResolution resolution)
    {
        WriterSchema = writer;
        _resolution = resolution;
    }

    /// <summary>The schema the datums were written with.</summary>
    public AvroSchema WriterSchema { get; }

    /// <summary>The decoder of a writer schema.</summary>
#pragma warning disable CA1000
    public static AlertDecoder<T> For(AvroSchema writer, SchemaResolution? resolution = null) => new(writer, resolution ?? SchemaResolution.Default);
#pragma warning restore CA1000

    /// <summary>Decodes one datum.</summary>
    public T Decode(ReadOnlySpan<byte> datum)
    {
        var reader = new AvroReader(datum, _resolution.Limits);
        var alert = T.Read(ref reader);
        reader.EnsureEnd();
        return alert;
    }
}
