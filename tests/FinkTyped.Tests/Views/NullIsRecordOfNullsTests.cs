using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Views;

/// <summary>A null of the writer's where the reader has a record that is never null: wherever it stands, it is a record, and its fields are null.</summary>
public class NullIsRecordOfNullsTests
{
    private const string Record = """{"type":"record","name":"R","fields":[{"name":"a","type":["null","int"]},{"name":"b","type":["string","null"]}]}""";
    private const string Recursive = """{"type":"record","name":"R","fields":[{"name":"a","type":["null","int"]},{"name":"r","type":["R","null"]}]}""";

    [Theory]
    [InlineData(Record, """["null",$]""", "$", "00", "(a=0:null, b=1:null)")]
    [InlineData(Record, """["null",$]""", "$", "02 02 06 02", "(a=1:3i, b=1:null)")]
    [InlineData(Record, """{"type":"array","items":["null",$]}""", """{"type":"array","items":$}""", "04 00 02 02 06 02 00", "[(a=0:null, b=1:null), (a=1:3i, b=1:null)]")]
    [InlineData(Record, """{"type":"map","values":["null",$]}""", """{"type":"map","values":$}""", "02 02 6B 00 00", "{'k'=(a=0:null, b=1:null)}")]
    [InlineData(Recursive, """[$,"null"]""", "$", "02", "(a=0:null, r=1:null)")]
    [InlineData(Recursive, """[$,"null"]""", "$", "00 02 06 02", "(a=1:3i, r=1:null)")]
    public void Whatever_holds_it(string record, string writerType, string readerType, string datum, string expected)
    {
        var writer = AvroSchema.Parse(Root(writerType.Replace("$", record, StringComparison.Ordinal)));
        var reader = (AvroRecordSchema)AvroSchema.Parse(Root(readerType.Replace("$", record, StringComparison.Ordinal)));
        var bytes = Convert.FromHexString(datum.Replace(" ", "", StringComparison.Ordinal) + "0E");

        Assert.True(new TreeQuery(reader).TryEvaluate(writer, bytes, out var viewed));
        Assert.Equal($"(f={expected}, n=7i)", Tree.Show(viewed));
        Assert.Equal($"(f={expected}, n=7i)", Tree.Show(DynamicRecord.Decode(writer, reader, bytes).ToTree()));
    }

    private static string Root(string type) => $$"""{"type":"record","name":"Root","fields":[{"name":"f","type":{{type}}},{"name":"n","type":"int"}]}""";
}
