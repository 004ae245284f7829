namespace FinkTyped;

/// <summary>
/// Spark's own names of types, which leak into the schemas that Fink publishes. The generator compiles this very file too.
/// </summary>
internal static class SparkTypeNames
{
    /// <summary>The name of the Avro type whose encoding a type of Spark's has; null for any other name.</summary>
    public static string? AvroNameOf(string name) => name switch
    {
        "integer" or "short" or "byte" or "date" => "int",
        "timestamp" => "long",
        "binary" => "bytes",
        _ => null,
    };
}
