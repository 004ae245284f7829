using System.Text;
using System.Text.Json;

namespace FinkTyped.Tests;

/// <summary>The library's side of the tables that it shares with the generator.</summary>
public sealed class SchemaCaseTests
{
    public static TheoryData<string> Cases => [.. SchemaCase.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_schema_to_read_with_is_taken_or_refused_as_the_table_says(string what)
    {
        var (_, text, isRead, _, _, _) = SchemaCase.All[what];
        if (isRead) Verify(AvroSchema.Parse(text), json => AvroSchema.Parse(json));
        else Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(text));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_schema_of_data_is_taken_or_refused_as_the_table_says(string what)
    {
        var (_, text, _, isWritten, _, _) = SchemaCase.All[what];
        if (isWritten) Verify(AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(text)), json => AvroSchema.ParseWriter(json));
        else Assert.Throws<AvroSchemaException>(() => AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void A_default_is_what_the_table_says()
    {
        var nothing = AvroSchema.Parse("""{"type":"record","name":"R","fields":[]}""");
        foreach (var row in DefaultCase.All)
        {
            var reader = AvroSchema.Parse(row.Schema);
            string? value = null;
            try
            {
                var json = AvroJson.ToString(nothing, [], new AvroJsonOptions { ReaderSchema = reader });
                value = json["{\"f\":".Length..^1];
            }
            catch (SchemaResolutionException fault)
            {
                Assert.Contains("default cannot be used", fault.Message, StringComparison.Ordinal);
            }

            Assert.Equal((row.Schema, row.Value?.ToUpperInvariant()), (row.Schema, value?.ToUpperInvariant()));
        }
    }

    // What came of it says the same when it is read again, and others can read it: it is JSON.
    private static void Verify(AvroSchema schema, Func<byte[], AvroSchema> parse)
    {
        using var json = JsonDocument.Parse(schema.SourceJson);
        Assert.NotEqual(JsonValueKind.Undefined, json.RootElement.ValueKind);
        Assert.Equal(schema, parse(schema.SourceJson.ToArray()));
        Assert.Equal(schema, parse(Encoding.UTF8.GetBytes(schema.ToString())));
        Assert.Equal(schema, parse(Encoding.UTF8.GetBytes(schema.CanonicalForm)));
    }
}
