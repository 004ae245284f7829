using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

public class LayoutStatisticsTests
{
    [Fact]
    public void A_shape_that_was_never_seen_is_a_miss_and_is_learned()
    {
        var reader = (AvroRecordSchema)AvroSchema.Parse("""
            {"type": "record", "name": "r", "fields": [{"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "i", "fields": [
              {"name": "a", "type": "double"}, {"name": "b", "type": ["null", "float"]}]}}}]}
            """);
        var datum = new byte[1 + (3 * 13) + 1];
        datum[0] = 3 << 1;
        for (var item = 0; item < 3; item++) datum[1 + (item * 13) + 8] = 2;
        var (misses, learned) = (LayoutStatistics.Misses, LayoutStatistics.Learned);
        var items = DynamicRecord.Decode(reader, reader, datum).ToTree()["items"];
        Assert.Equal(3, Assert.IsType<List<object?>>(items).Count);
        // Other tests learn at the same time.
        Assert.True(LayoutStatistics.Misses > misses);
        Assert.True(LayoutStatistics.Learned > learned);
    }
}
