namespace FinkTyped.Tests.Views;

public sealed class AvroStringTests
{
    private static AvroString Text => new("ZTF18abcß"u8);

    [Fact]
    public void Text_is_compared_with_UTF_8_and_with_strings()
    {
        Assert.True(Text == "ZTF18abcß" && Text == "ZTF18abcß"u8 && Text != "ZTF18abc" && Text != "ZTF18abcs"u8);
        Assert.True(Text.StartsWith("ZTF"u8) && Text.StartsWith("ZTF") && Text.StartsWith("") && !Text.StartsWith("ZTG") && !Text.StartsWith("ztf"u8));
        Assert.True(Text.EndsWith("ß"u8) && Text.EndsWith("cß") && Text.EndsWith("") && !Text.EndsWith("b") && !Text.EndsWith("xZTF18abcß"));
        Assert.True(Text.Contains("18a"u8) && Text.Contains("cß") && Text.Contains("") && !Text.Contains("18b") && !Text.Contains("ZTF18abcßß"));
        Assert.True(Text.Contains(new string('Z', 1)) && !Text.Contains(new string('Z', 1000)));
    }

    [Fact]
    public void Null_contains_nothing_and_equals_nothing_but_null()
    {
        AvroString none = default;
        Assert.True(none.IsNull && none == (string?)null && none != "" && none != ""u8 && none.ToStringOrNull() is null && none.ToString() == "");
        Assert.False(none.StartsWith("") || none.EndsWith("") || none.Contains("") || none.StartsWith(""u8) || none.EndsWith(""u8) || none.Contains(""u8));
    }

    [Fact]
    public void Text_is_the_span_of_its_bytes_to_patterns()
    {
        Assert.True(new AvroString("g"u8) is [(byte)'g']);
        Assert.False(Text is [(byte)'Z']);
        ReadOnlySpan<byte> bytes = Text;
        Assert.Equal(10, bytes.Length);
        Assert.Equal((byte)'T', Text[1]);
    }
}
