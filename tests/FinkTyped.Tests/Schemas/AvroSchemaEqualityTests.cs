namespace FinkTyped.Tests;

public class AvroSchemaEqualityTests
{
    private const string Base = """{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":["null",{"type":"enum","name":"E","symbols":["x","y"]}]}]}""";

    [Theory]
    [InlineData("""{"type":"record","name":"Other","namespace":"n","doc":"d","fields":[{"name":"a","type":{"type":"int","logicalType":"date"},"default":1,"aliases":["z"]},{"name":"b","type":["null",{"type":"enum","name":"F","symbols":["x","y"],"default":"x"}]}]}""", true)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"integer"},{"name":"b","type":["null",{"type":"enum","name":"E","symbols":["x","y"]}]}]}""", true)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"long"},{"name":"b","type":["null",{"type":"enum","name":"E","symbols":["x","y"]}]}]}""", false)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"A","type":"int"},{"name":"b","type":["null",{"type":"enum","name":"E","symbols":["x","y"]}]}]}""", false)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":[{"type":"enum","name":"E","symbols":["x","y"]},"null"]}]}""", false)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":["null",{"type":"enum","name":"E","symbols":["y","x"]}]}]}""", false)]
    [InlineData("""{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}""", false)]
    public void Only_what_reaches_the_wire_counts(string json, bool equal)
    {
        var left = AvroSchema.Parse(Base);
        var right = AvroSchema.Parse(json);
        Assert.Equal(equal, left.Equals(right));
        Assert.Equal(equal, right.Equals(left));
        if (equal) Assert.Equal(left.GetHashCode(), right.GetHashCode());
    }

    [Fact]
    public void A_list_equals_the_same_list_unrolled()
    {
        var list = AvroSchema.Parse("""{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}""");
        var unrolled = AvroSchema.Parse(
            """{"type":"record","name":"A","fields":[{"name":"next","type":["null",{"type":"record","name":"B","fields":[{"name":"next","type":["null","A"]}]}]}]}""");
        var different = AvroSchema.Parse(
            """{"type":"record","name":"A","fields":[{"name":"next","type":["null",{"type":"record","name":"B","fields":[{"name":"next","type":["null","B"]},{"name":"x","type":"int"}]}]}]}""");
        Assert.Equal(list, unrolled);
        Assert.Equal(list.GetHashCode(), unrolled.GetHashCode());
        Assert.NotEqual(list, different);
    }
}
