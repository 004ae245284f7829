namespace FinkTyped.Kafka.Tests;

public sealed class OffsetRangesTests
{
    [Fact]
    public void Ranges_hold_what_was_added_and_nothing_else()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (ranges, expected) = (new OffsetRanges(), new HashSet<long>());
            for (var i = 0; i < 12; i++)
            {
                var first = random.Next(60);
                var last = first + random.Next(8);
                ranges.Add(first, last);
                for (var offset = first; offset <= last; offset++) expected.Add(offset);
                for (var offset = 0; offset < 70; offset++)
                {
                    Assert.Equal(expected.Contains(offset), ranges.Contains(offset));
                    var gap = offset;
                    while (expected.Contains(gap)) gap++;
                    Assert.Equal(gap, ranges.FirstGap(offset));
                }

                Assert.Equal(expected.Max(), ranges.Last);
            }
        }
    }

    [Theory]
    [InlineData("fink_in_tns_lsst", 0, 0, 0, 1, 1, "fink_in_tns_lsst-000-000000000000-000000000000.avro")]
    [InlineData("a-1-2.x", 12, 34, 1_234_567_890_123, 2, 30, "a-1-2.x-012-000000000034-1234567890123.2of30.avro")]
    public void The_name_of_a_file_says_what_is_in_it(string topic, int partition, long first, long last, int part, int parts, string name)
    {
        var file = new SavedFileName(topic, partition, first, last, part, parts);
        Assert.Equal(name, file.ToString());
        Assert.True(SavedFileName.TryParse(name, out var read));
        Assert.Equal(file, read);
    }

    [Theory]
    [InlineData("x.avro")]
    [InlineData("topic-000-000000000000.avro")]
    [InlineData("topic-000-000000000000-000000000000.avro.gz")]
    [InlineData("topic-0-000000000000-000000000000.avro")]
    public void Other_names_are_none(string name) => Assert.False(SavedFileName.TryParse(name, out _));
}
