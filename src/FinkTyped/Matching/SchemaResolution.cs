namespace FinkTyped;

/// <summary>How the difference between a writer's schema and the compiled one is resolved.</summary>
public sealed record SchemaResolution
{
    /// <summary>Avro's rules with the leniencies that Fink's streams need.</summary>
    public static SchemaResolution Default { get; } = new();

    /// <summary>Avro's rules and nothing else.</summary>
    public static SchemaResolution Strict { get; } = new()
    {
        IgnoreRecordNames = false,
        MissingNullableIsNull = false,
        AcceptSparkTypeNames = false,
        NullIsRecordOfNulls = false,
    };

    /// <summary>Records, enums and fixed match whatever they are called. Default true: Fink's record names carry no meaning.</summary>
    public bool IgnoreRecordNames { get; init; } = true;

    /// <summary>A field that the writer lacks is null where its type allows null, even without a default. Default true.</summary>
    public bool MissingNullableIsNull { get; init; } = true;

    /// <summary>Spark's type names (<c>integer</c>, <c>binary</c>, …) in a writer schema are taken for Avro's. Default true.</summary>
    public bool AcceptSparkTypeNames { get; init; } = true;

    /// <summary>
    /// A null where the compiled type has a record that is never null is a record of nulls, where every field of it may be null. Default true: Fink
    /// sends records of nulls where other senders of the same alerts send null. The alert itself is never made of nothing.
    /// </summary>
    public bool NullIsRecordOfNulls { get; init; } = true;

    /// <summary>
    /// A field whose type in the writer's schema cannot become its own is null where its type allows null, instead of refusing the schema.
    /// Default false: a field that changed its kind deserves a look. For reading old alerts, of which most is better than nothing; the report
    /// names the fields that are lost.
    /// </summary>
    public bool UnresolvableNullableIsNull { get; init; }

    /// <summary>
    /// A query that asks the first alert of a writer only for fields that the writer lacks (and that are null for that) is not refused. Default
    /// false: it would never find anything, and nobody would know why.
    /// </summary>
    public bool AllowBlindQueries { get; init; }

    /// <summary>Whether queries are refused that ask only for what the writer lacks: not where such fields are wanted to be null.</summary>
    internal bool RefusesBlindQueries => !AllowBlindQueries && !UnresolvableNullableIsNull;

    /// <summary>Bounds on what a datum may ask for.</summary>
    public AvroLimits Limits { get; init; } = AvroLimits.Default;
}
