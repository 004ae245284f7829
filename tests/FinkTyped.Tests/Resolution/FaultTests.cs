using System.Buffers;
using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

/// <summary>Datums that cannot be resolved: the fault is told in terms of the writer's datum, and costs neither memory nor time.</summary>
public class FaultTests
{
    private const string Item = "{'type':'record','name':'N','fields':[{'name':'a','type':'int'},{'name':'b','type':['int','null']}]}";

    [Fact]
    public void A_null_where_the_reader_has_none_is_told_with_its_place()
    {
        var writer = Record(Field("skip", "'string'"), Field("h", $"{{'type':'array','items':{Item}}}"));
        var reader = Record(Field("h", $"{{'type':'array','items':{Item.Replace("['int','null']", "'int'")}}}"));

        // skip = "xx", then two items: (1, 2), (3, null).
        var fault = FaultOf(writer, reader, "047878" + "04" + "020004" + "0602" + "00");

        Assert.Equal((8, "h[1].b"), (fault.Offset, fault.FieldPath));
        Assert.Contains("a value that is null, where the reader takes int", fault.Reason);
    }

    [Fact]
    public void An_unknown_symbol_without_default_is_told_with_its_place()
    {
        var writer = Record(Field("m", "{'type':'map','values':{'type':'enum','name':'E','symbols':['a','z']}}"));
        var reader = Record(Field("m", "{'type':'map','values':{'type':'enum','name':'E','symbols':['a','b']}}"));

        var fault = FaultOf(writer, reader, "04" + "026b00" + "026c02" + "00");

        Assert.Equal((6, "m[\"l\"]"), (fault.Offset, fault.FieldPath));
        Assert.Contains("'z'", fault.Reason);
    }

    [Fact]
    public void Bytes_that_are_no_text_cannot_become_a_string()
    {
        var fault = FaultOf(Record(Field("f", "'bytes'")), Record(Field("f", "'string'")), "02ff");

        Assert.Equal((0, "f"), (fault.Offset, fault.FieldPath));
    }

    [Fact]
    public void A_fault_in_fields_out_of_order_is_told_where_it_is()
    {
        var writer = Record(Field("a", "['int','null']"), Field("b", "'string'"));
        var reader = Record(Field("b", "'string'"), Field("a", "'int'"));

        var fault = FaultOf(writer, reader, "02" + "0278");

        Assert.Equal((0, "a"), (fault.Offset, fault.FieldPath));
    }

    [Theory]
    [InlineData("", 0, "a")]
    [InlineData("ff", 0, "a")]
    [InlineData("02" + "04", 1, "h")]
    [InlineData("02" + "02" + "02", 1, "h")]
    [InlineData("02" + "02" + "0280", 3, "h[0].b")]
    [InlineData("02" + "02" + "0204", 3, "h[0].b")]
    [InlineData("02" + "01" + "08" + "020004" + "00" + "00", 6, "h")]
    [InlineData("02" + "00" + "00", 2, null)]
    [InlineData("ffffffffffffffffff02", 0, "a")]
    [InlineData("8080808010" + "00", 0, "a")]
    public void A_malformed_datum_is_told_with_its_place(string datum, int offset, string? path)
    {
        var writer = Record(Field("a", "'int'"), Field("h", $"{{'type':'array','items':{Item}}}"));
        var reader = Record(Field("a", "'long'"), Field("h", $"{{'type':'array','items':{Item.Replace("'a','type':'int'", "'a','type':'double'")}}}"));

        var fault = FaultOf(writer, reader, datum);

        Assert.Equal((offset, path), (fault.Offset, fault.FieldPath));
    }

    [Fact]
    public void What_is_made_of_a_small_datum_is_bounded()
    {
        // A million items of no bytes become a million texts of a thousand.
        var writer = Parse("{'type':'array','items':{'type':'record','name':'N','fields':[]}}");
        var reader = Parse($"{{'type':'array','items':{{'type':'record','name':'N','fields':[{Field("f", "'string'", $"'default':'{new string('x', 1000)}'")}]}}}}");
        var limits = AvroLimits.Default with { MaxBytes = 1_000_000, MaxItems = 16_000_000 };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fault = FaultOf(writer, reader, "80897a00", SchemaResolution.Default with { Limits = limits });

        Assert.Contains("MaxBytes", fault.Reason);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public void Items_of_no_bytes_are_bounded()
    {
        var writer = Parse("{'type':'array','items':{'type':'record','name':'N','fields':[]}}");
        var reader = Parse("{'type':'array','items':{'type':'record','name':'N','fields':[{'name':'f','type':'int','default':1}]}}");

        // 2^40 items in six bytes.
        var fault = FaultOf(writer, reader, "80808080804000");

        Assert.Contains("MaxItems", fault.Reason);
    }

    [Fact]
    public void Items_that_are_looked_at_twice_count_once()
    {
        const string Numbers = "{'type':'array','items':'int'}";
        var writer = Record(Field("a", Numbers), Field("b", "'int'"));
        var reader = Record(Field("b", "'int'"), Field("a", Numbers.Replace("int", "double")));
        var resolution = SchemaResolution.Default with { Limits = AvroLimits.Default with { MaxItems = 14 } };

        var shown = Resolve(writer, reader, "14" + string.Concat(Enumerable.Repeat("02", 10)) + "00" + "04", resolution);

        Assert.StartsWith("(b=2i, a=[", shown);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        const string Chain = "{'type':'record','name':'N','fields':[{'name':'v','type':'int'},{'name':'next','type':['null','N']}]}";
        var writer = Parse(Chain);
        var reader = Parse(Chain.Replace("'v','type':'int'", "'v','type':'double'"));
        var deep = string.Concat(Enumerable.Repeat("0202", 64)) + "0200";

        Assert.Contains("MaxDepth", FaultOf(writer, reader, deep).Reason);
        Assert.Contains("next=1:(v=", Resolve(writer, reader, deep[4..]));
    }

    [Fact]
    public void Depth_of_skipped_values_is_bounded()
    {
        const string Chain = "{'type':'record','name':'N','fields':[{'name':'next','type':['null','N']}]}";
        var writer = Record(Field("skip", Chain), Field("f", "'int'"));
        var reader = Record(Field("f", "'int'"));
        var limits = AvroLimits.Default with { MaxDepth = 1_000_000, MaxItems = 10_000_000 };
        var endless = string.Concat(Enumerable.Repeat("02", 1_000_000)) + "0002";

        Assert.Contains("MaxDepth", FaultOf(writer, reader, endless).Reason);
        Assert.Contains("stack", FaultOf(writer, reader, endless, SchemaResolution.Default with { Limits = limits }).Reason);
    }

    [Fact]
    public void Nothing_is_written_of_a_datum_that_is_malformed()
    {
        var resolver = DatumResolver.For(Record(Field("a", "'int'"), Field("b", "'int'")), Record(Field("b", "'double'"), Field("a", "'int'")));
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<AvroException>(() => resolver.Resolve([2, 0xff], output));

        Assert.Equal(0, output.WrittenCount);
    }

    private static AvroException FaultOf(AvroSchema writer, AvroSchema reader, string hex, SchemaResolution? resolution = null) =>
        Assert.Throws<AvroException>(() => VectorTests.Resolve(writer, reader, Convert.FromHexString(hex), resolution));
}
