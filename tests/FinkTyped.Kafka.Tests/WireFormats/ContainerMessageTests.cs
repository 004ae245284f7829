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

    [Theory]
    [InlineData("snappy", "add the package FinkTyped.Codecs")]
    [InlineData("zstandard", "add the package FinkTyped.Codecs")]
    [InlineData("bzip2", "'bzip2' is not supported")]
    public void A_codec_that_is_not_known_is_named_with_its_package(string codec, string what)
    {
        byte[] value = [.. Header(codec), 2, 4, 1, 2, .. new byte[16]];
        Assert.Contains(what, Assert.Throws<AvroException>(() => Open(value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_beyond_the_limits_is_refused_before_it_is_in_memory()
    {
        var value = Containers.Of(AlertFileCodec.Deflate, TestAlert.One(1, 10_000_000));
        Assert.NotEmpty(Open(value));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<AvroException>(() => Open(value, new AvroLimits { MaxBytes = 1_000_000 }));
        Assert.Contains("MaxBytes", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    // A header of a file whose schema has no fields to speak of, up to and with its sync marker.
    private static byte[] Header(string codec)
    {
        var schema = System.Text.Encoding.UTF8.GetBytes("\"int\"");
        return [.. "Obj\x01"u8, 4, 22, .. "avro.schema"u8, (byte)(2 * schema.Length), .. schema, 20, .. "avro.codec"u8, (byte)(2 * codec.Length), .. System.Text.Encoding.UTF8.GetBytes(codec), 0, .. new byte[16]];
    }

    private static byte[] Open(byte[] value, AvroLimits? limits = null)
    {
        ReadOnlySpan<byte> datum = value;
        new ContainerMessage(limits ?? AvroLimits.Default).Open(ref datum);
        return datum.ToArray();
    }
}
