namespace FinkTyped.Tests.Resolution;

/// <summary>Short ways to write schemas in tests.</summary>
internal static class Schema
{
    private static readonly AvroLimits Large = new() { MaxSchemaBytes = 100_000_000 };

    /// <summary>A record R of fields given as JSON objects, quotes written as apostrophes.</summary>
    public static AvroSchema Record(params string[] fields) => Parse($"{{'type':'record','name':'R','fields':[{string.Join(',', fields)}]}}");

    /// <summary>A field of a name and a type.</summary>
    public static string Field(string name, string type, string? more = null) =>
        $"{{'name':'{name}','type':{type}{(more is null ? "" : "," + more)}}}";

    public static AvroSchema Parse(string json) => AvroSchema.Parse(json.Replace('\'', '"'), Large);

    /// <summary>What a datum of one writer is for a reader, shown as text.</summary>
    public static string Resolve(AvroSchema writer, AvroSchema reader, string hex, SchemaResolution? resolution = null) =>
        Tree.Show(Tree.Read(reader, VectorTests.Resolve(writer, reader, Convert.FromHexString(hex), resolution)));

    public static IReadOnlyList<ResolutionProblem> ProblemsOf(AvroSchema writer, AvroSchema reader, SchemaResolution? resolution = null) =>
        Assert.Throws<SchemaResolutionException>(() => DatumResolver.For(writer, reader, resolution)).Problems;
}
