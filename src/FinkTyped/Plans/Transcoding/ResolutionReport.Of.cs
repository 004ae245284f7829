namespace FinkTyped.Schemas;

// Made with what resolves, and kept with it.
public sealed partial class ResolutionReport
{
    /// <summary>What reading datums of one schema as another's does.</summary>
    /// <param name="writer">The schema the datums were written with.</param>
    /// <param name="reader">The schema they are read as.</param>
    /// <param name="resolution">How to resolve; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <exception cref="SchemaResolutionException">Some fields cannot be resolved; it names them all.</exception>
    public static ResolutionReport Of(AvroSchema writer, AvroSchema reader, SchemaResolution? resolution = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(reader);
        return DatumResolver.For(writer, reader, resolution ?? SchemaResolution.Default).Report;
    }
}
