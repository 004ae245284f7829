using System.Text;

namespace FinkTyped.Tests;

/// <summary>Schema files as they were met, which the generator takes: so does the library.</summary>
public sealed class SharedCaseTests
{
    [Theory]
    [InlineData("generator-comments/alert.avsc")]
    [InlineData("generator-listed-twice/my.avsc")]
    [InlineData("generator-two-files/forward.avsc")]
    [InlineData("generator-two-files/candidate.avsc")]
    [InlineData("raw-datum-framed/obs.avsc")]
    [InlineData("writer-idle-attributes/doc.avsc")]
    [InlineData("writer-idle-attributes/enum.avsc")]
    [InlineData("writer-name-odd/reader.avsc")]
    public void A_schema_file_that_compiles_is_read(string file)
    {
        var text = File.ReadAllBytes(SharedData.Require($"cases/{file}"));
        var schema = Assert.IsType<AvroRecordSchema>(AvroSchema.Parse(text));
        Assert.NotEmpty(schema.Fields);
        Assert.Equal(schema, AvroSchema.ParseWriter(text));
        Assert.Equal(schema, AvroSchema.Parse(schema.SourceJson.Span));
    }

    [Fact]
    public void A_schema_that_needs_another_file_names_the_type()
    {
        var text = File.ReadAllText(SharedData.Require("cases/generator-two-files/alert.avsc"));
        Assert.Contains("candidate", Assert.Throws<AvroSchemaException>(() => AvroSchema.Parse(text)).Message, StringComparison.Ordinal);
        Assert.Contains("candidate", Assert.Throws<AvroSchemaException>(() => AvroSchema.ParseWriter(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }
}
