using System.Runtime.CompilerServices;
using static FinkTyped.Tests.Resolution.Schema;

namespace FinkTyped.Tests.Resolution;

/// <summary>Decoders are kept per writer's schema, shared between threads, and tell faults in terms of the writer's datum.</summary>
public class AlertDecoderTests
{
    private const string Writer =
        "{'type':'record','name':'W','fields':[{'name':'when','type':'string'},{'name':'value','type':['int','null']},"
        + "{'name':'history','type':[{'type':'array','items':{'type':'record','name':'I','fields':["
        + "{'name':'v','type':['double','null']},{'name':'n','type':'int'}]}},'null']}]}";

    // when = "now", value = 5, history = [(1.5, 7), (null, 8)]
    private const string Datum = "066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0210" + "00";

    [Fact]
    public void A_datum_of_another_schema_is_read()
    {
        var decoder = AlertDecoder<Sample>.For(Parse(Writer));

        var alert = decoder.Decode(Convert.FromHexString(Datum));

        Assert.False(decoder.IsWireIdentical);
        Assert.Equal(5.0, alert.Value);
        Assert.Equal("unknown", alert.Band);
        Assert.Equal([(1.5, 7L), (null, 8L)], alert.History!.Select(h => (h.V, h.N)));
    }

    [Fact]
    public void A_datum_of_the_same_layout_is_read_as_it_is()
    {
        var same = AvroSchema.Parse(Sample.Schema.ToString().Replace("Sample", "topLevelRecord"));

        Assert.True(AlertDecoder<Sample>.For(same).IsWireIdentical);
        Assert.Empty(AlertDecoder<Sample>.For(same).Report.Differences);
    }

    [Fact]
    public void The_same_schema_has_the_same_decoder()
    {
        var writer = Parse(Writer);
        var decoder = AlertDecoder<Sample>.For(writer);

        Assert.Same(decoder, AlertDecoder<Sample>.For(writer));
        Assert.Same(decoder, AlertDecoder<Sample>.For(Parse(Writer)));
        Assert.Same(decoder, AlertDecoder<Sample>.For(Parse(Writer.Replace("'int'}", "'int','doc':'x','default':1}")), new SchemaResolution()));
        Assert.NotSame(decoder, AlertDecoder<Sample>.For(writer, SchemaResolution.Default with { Limits = new AvroLimits { MaxDepth = 5 } }));
    }

    [Fact]
    public void Another_schema_has_another_decoder_be_the_difference_ever_so_small()
    {
        string[] writers =
        [
            Writer,
            Writer.Replace("'when'", "'then'"),
            Writer.Replace("['int','null']", "['null','int']"),
            Writer.Replace("['int','null']", "['long','null']"),
            Writer.Replace("'name':'n','type':'int'", "'name':'n','type':['int','null']"),
            Writer.Replace("{'name':'v','type':['double','null']},{'name':'n','type':'int'}", "{'name':'n','type':'int'},{'name':'v','type':['double','null']}"),
        ];

        var decoders = writers.Select(w => AlertDecoder<Sample>.For(Parse(w))).ToList();

        Assert.Equal(writers.Length, decoders.Distinct().Count());
        for (var i = 0; i < writers.Length; i++) Assert.Same(decoders[i], AlertDecoder<Sample>.For(Parse(writers[i])));
    }

    [Fact]
    public void Only_the_latest_decoders_are_kept()
    {
        var first = DecodeOnce(0);
        for (var i = 1; i <= 200; i++) DecodeOnce(i);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(first.TryGetTarget(out _));
    }

    [Fact]
    public void A_schema_that_fails_fails_each_time()
    {
        var writer = Parse(Writer.Replace("['int','null']", "['string','null']"));

        for (var i = 0; i < 3; i++)
        {
            var fault = Assert.Throws<SchemaResolutionException>(() => AlertDecoder<Sample>.For(writer));
            Assert.Equal("value", Assert.Single(fault.Problems).Path);
        }
    }

    [Fact]
    public async Task Threads_share_decoders()
    {
        var schemas = Enumerable.Range(0, 100).Select(i => Writer.Replace("'when'", $"'when{i}'")).ToArray();
        var datum = Convert.FromHexString(Datum);

        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 500; i++)
            {
                var alert = AlertDecoder<Sample>.For(Parse(schemas[random.Next(schemas.Length)])).Decode(datum);
                if (alert.Value != 5 || alert.History!.Count != 2 || alert.History[0].N != 7) return false;
            }

            return true;
        })));

        Assert.DoesNotContain(false, seen);
    }

    [Theory]
    [InlineData("066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0410" + "00", 18, "history[1].v")]
    [InlineData("066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0280", 19, "history[1].n")]
    // The next block, or the end of the array, should stand behind the last byte.
    [InlineData("066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0210", 20, "history")]
    // A block that says it has 13 bytes, and has 12.
    [InlineData("066e6f77" + "000a" + "00" + "031a" + "00000000000000f83f0e" + "0210" + "00" + "00", 21, "history")]
    // A block of 2^40 items, and a count that has no positive.
    [InlineData("066e6f77" + "000a" + "00" + "808080808040" + "0210", 7, "history")]
    [InlineData("066e6f77" + "000a" + "00" + "ffffffffffffffffff01" + "0210", 7, "history")]
    // A second block: of an item that cannot be there, and of one that breaks off.
    [InlineData("066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0210" + "0202", 20, "history")]
    [InlineData("066e6f77" + "000a" + "00" + "04" + "00000000000000f83f0e" + "0210" + "020280", 22, "history[2].n")]
    [InlineData("066e6f77" + "020a", 5, "history")]
    [InlineData("066e6f77" + "000a" + "02" + "0000", 7, null)]
    [InlineData("08", 0, "when")]
    public void A_malformed_datum_is_told_by_the_names_of_its_writer(string datum, int offset, string? path)
    {
        var decoder = AlertDecoder<Sample>.For(Parse(Writer));

        // At first nothing is known of the shapes of items, then all that is to be.
        for (var time = 0; time < 3; time++)
        {
            var fault = Assert.Throws<AvroException>(() => decoder.Decode(Convert.FromHexString(datum)));
            Assert.Equal((path, offset), (fault.FieldPath, (int)fault.Offset!));
            Assert.Equal(2, decoder.Decode(Convert.FromHexString(Datum)).History!.Count);
        }
    }

    [Fact]
    public void A_value_the_compiled_type_does_not_take_is_told_with_its_place()
    {
        var decoder = AlertDecoder<Sample>.For(Parse(Writer.Replace("'name':'n','type':'int'", "'name':'n','type':['int','null']")));

        // history = [(null, null)]
        var fault = Assert.Throws<AvroException>(() => decoder.Decode(Convert.FromHexString("00" + "02" + "00" + "02" + "0202" + "00")));

        Assert.Equal(("history[0].n", 5), (fault.FieldPath, (int)fault.Offset!));
    }

    [Fact]
    public void Resolving_allocates_nothing_beyond_the_alert()
    {
        var resolver = DatumResolver.For(Parse(Writer), Sample.Schema);
        var datum = Convert.FromHexString(Datum);
        var output = new System.Buffers.ArrayBufferWriter<byte>(1000);
        for (var i = 0; i < 100; i++) Resolve();
        // The least of several rounds: a collection that another test causes may take away what is kept for reuse.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) Resolve();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Resolve()
        {
            output.ResetWrittenCount();
            resolver.Resolve(datum, output);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<AlertDecoder<Sample>> DecodeOnce(int number)
    {
        var decoder = AlertDecoder<Sample>.For(Parse(Writer.Replace("'when'", $"'other{number}'")));
        decoder.Decode(Convert.FromHexString(Datum));
        return new WeakReference<AlertDecoder<Sample>>(decoder);
    }
}
