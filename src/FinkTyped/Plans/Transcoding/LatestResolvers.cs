namespace FinkTyped.Plans;

/// <summary>
/// The resolvers that a query used last, by the instance of the writer's schema: alerts of one schema follow each other, or those of a few
/// topics take turns. Immutable; replaced as a whole, so that threads may share it.
/// </summary>
internal sealed class LatestResolvers
{
    private const int Count = 4;

    private readonly (AvroSchema Writer, SchemaResolution Resolution, DatumResolver Resolver)[] _latest;

    private LatestResolvers((AvroSchema Writer, SchemaResolution Resolution, DatumResolver Resolver)[] latest) => _latest = latest;

    /// <summary>The resolver of a writer's schema.</summary>
    /// <param name="latest">Those used last; null where there are none yet.</param>
    /// <param name="writer">The writer's schema.</param>
    /// <param name="reader">The reader's schema, always the same.</param>
    /// <param name="resolution">How to resolve; <see cref="SchemaResolution.Default"/> where null.</param>
    /// <param name="isNew">Whether none of those used last was of this schema, nor of an equal one.</param>
    /// <exception cref="SchemaResolutionException">Some fields cannot be resolved; it names them all.</exception>
    public static DatumResolver Of(
        ref LatestResolvers? latest, AvroSchema writer, AvroSchema reader, SchemaResolution? resolution, out bool isNew)
    {
        resolution ??= SchemaResolution.Default;
        isNew = false;
        foreach (var (schema, how, resolver) in latest?._latest ?? [])
        {
            if (ReferenceEquals(schema, writer) && ReferenceEquals(how, resolution)) return resolver;
        }

        return Find(ref latest, writer, reader, resolution, out isNew);
    }

    private static DatumResolver Find(
        ref LatestResolvers? latest, AvroSchema writer, AvroSchema reader, SchemaResolution resolution, out bool isNew)
    {
        var known = latest?._latest ?? [];
        var found = DatumResolver.For(writer, reader, resolution);
        isNew = !known.Any(k => ReferenceEquals(k.Resolver, found));
        latest = new LatestResolvers([(writer, resolution, found), .. known.Take(Count - 1)]);
        return found;
    }
}
