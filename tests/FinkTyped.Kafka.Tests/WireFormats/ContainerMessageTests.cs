namespace FinkTyped.Kafka.Tests;

/// <summary>Containers as values of messages, damaged.</summary>
public sealed class ContainerMessageTests
{
    [Theory]
    [InlineData(AlertFileCodec.Null)]
    [InlineData(AlertFileCodec.Deflate)]
    public void A_block_without_bytes_is_a_datum_without_bytes(AlertFileCodec codec)
    {
        var header = Containers.Of(codec);
        byte[] value = [.. header, 2, 0, .. header[^16..]];
        var datum = Open(value);
        Assert.Empty(datum);
        Assert.Throws<AvroException>(() => AlertDecoder<TestAlert>.For(TestAlert.Schema).Decode(datum));
    }

    [Theory]
    [InlineData(AlertFileCodec.Null)]
    [InlineData(AlertFileCodec.Deflate)]
    public void A_container_cut_short_anywhere_is_refused(AlertFileCodec codec)
    {
        var value = Containers.Of(codec, TestAlert.One(1));
        Assert.NotEmpty(Open(value));
        for (var length = 0; length < value.Length; length++) Assert.Throws<AvroException>(() => Open(value[..length]));
    }

    private static byte[] Open(byte[] value)
    {
        ReadOnlySpan<byte> datum = value;
        new ContainerMessage(AvroLimits.Default).Open(ref datum);
        return datum.ToArray();
    }
}
