using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Counts that the datum cannot hold are refused at once, however large the items have to be.</summary>
public class ImpossibleCountTests
{
    private const string Huge = "{'type':'fixed','name':'F','size':2147483647}";

    [Theory]
    [InlineData("'map','values'", Huge)]
    [InlineData("'map','values'", $"[{Huge}]")]
    [InlineData("'map','values'", $"{{'type':'record','name':'R','fields':[{{'name':'f','type':{Huge}}},{{'name':'g','type':['F']}}]}}")]
    [InlineData("'array','items'", $"['string',{{'type':'record','name':'R','fields':[{{'name':'f','type':[{Huge}]}}]}}]")]
    [InlineData("'array','items'", $"{{'type':'record','name':'R','fields':[{{'name':'f','type':[{Huge}]}},{{'name':'g','type':'F'}}]}}")]
    public void A_count_of_large_items_is_refused_before_the_first(string type, string items)
    {
        var text = $"{{'type':'record','name':'Root','fields':[{{'name':'all','type':{{'type':{type}:{items}}}}}]}}";
        var schema = (AvroRecordSchema)AvroSchema.Parse(text.Replace('\'', '"'));
        // Three items, of which each could begin but not end.
        byte[] datum = [6, 0, 0, 0];
        Refused(() => DatumFaults.Validate(schema, datum));
        Refused(() => AvroJson.ToString(schema, datum));
        Refused(() => DynamicRecord.Decode(schema, schema, datum));
        Refused(() => new TreeQuery(schema).TryEvaluate(schema, datum, out _));

        static void Refused(Action read) => Assert.StartsWith("a block of 3 items", Assert.Throws<AvroException>(read).Reason, StringComparison.Ordinal);
    }
}
