using System.Text;

namespace FinkTyped.Tests;

/// <summary>Headers of containers that are in memory are read as those of files are.</summary>
public sealed class HeaderInMemoryTests
{
    private static readonly byte[] Header = Container.Of([]);

    [Fact]
    public void A_header_tells_the_schema_and_the_codec_and_where_the_blocks_begin()
    {
        var file = Container.Of([new SmallAlert(1, "a")], AlertFileCodec.Deflate);

        Assert.True(AlertFileReader.IsContainer(file));
        Assert.False(AlertFileReader.IsContainer(file.AsSpan(1)));
        var length = AlertFileReader.ReadHeader(file, out var schema, out var codec);

        Assert.Equal(SmallAlert.Json, Encoding.UTF8.GetString(schema));
        Assert.True(codec.SequenceEqual("deflate"u8));
        Assert.Equal(file.AsSpan(^AlertFileReader.SyncLength), file.AsSpan(length - AlertFileReader.SyncLength, AlertFileReader.SyncLength));
        Assert.Equal(2, file[length]);
    }

    [Fact]
    public void A_header_that_is_cut_anywhere_is_refused()
    {
        for (var length = 0; length < Header.Length; length++)
        {
            Assert.Throws<AvroException>(() => AlertFileReader.ReadHeader(Header.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void A_changed_header_is_no_other_than_that_of_a_file()
    {
        var random = new Random(5);
        var (same, refused) = (0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var changed = (byte[])Header.Clone();
            changed[random.Next(changed.Length - AlertFileReader.SyncLength)] = (byte)random.Next(256);
            var fault = Fault(() => AlertFileReader.ReadHeader(changed, out _, out _));
            try
            {
                using var reader = AlertFileReader.Open(new MemoryStream(changed), "changed");
                Assert.Null(fault);
                AlertFileReader.ReadHeader(changed, out var schema, out _);
                Assert.True(reader.SchemaJson.Span.SequenceEqual(schema));
                same++;
            }
            catch (AvroException)
            {
                if (fault is not null) refused++;
            }
        }

        Assert.True(same > 100 && refused > 100, $"{same}, {refused}");
    }

    [Theory]
    [InlineData("Obj", "starts with 4f626a,")]
    [InlineData("", "is empty")]
    [InlineData("Obj\u0001\u0000", "has no 'avro.schema'")]
    [InlineData("Obj\u0001\u0004\u0016avro.schema\u0002a\u0016avro.schema\u0002a\u0000", "'avro.schema' twice")]
    [InlineData("Obj\u0001\u0004\u0014avro.codec\u0002a\u0014avro.codec\u0002a\u0000", "'avro.codec' twice")]
    [InlineData("Obj\u0001\u0010\u0010\u0010", "where 1 byte(s) are left")]
    public void A_header_that_is_none_says_what_is_wrong(string header, string expected)
    {
        var fault = Fault(() => AlertFileReader.ReadHeader(Encoding.Latin1.GetBytes(header), out _, out _));
        Assert.Contains(expected, fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_beyond_the_limits_is_refused()
    {
        Assert.Contains("MaxSchemaBytes", Fault(() => AlertFileReader.ReadHeader(Header, out _, out _, new AvroLimits { MaxSchemaBytes = 20 }))?.Message);
        byte[] many = [.. "Obj\u0001"u8, 0xC0, 0x84, 0x3D, .. new byte[30_000]];
        Assert.Contains("where 10000 are allowed", Fault(() => AlertFileReader.ReadHeader(many, out _, out _))?.Message);
    }

    private static AvroException? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (AvroException fault)
        {
            return fault;
        }
    }
}
