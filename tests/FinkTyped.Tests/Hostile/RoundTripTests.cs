using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Schemas made by chance, and datums of theirs, come back as they were.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RoundTripTests
{
    private const int Datums = 6;
    private const int LongestDatum = 1 << 18;

    [Fact]
    public void Schemas_come_back_from_their_text() => Check(1500, made =>
    {
        var schema = AvroSchema.Parse(new SchemaMaker(new Random(made.Seed)).Root(made.Size).ToString());
        var printed = AvroSchema.Parse(schema.ToString());
        var canonical = AvroSchema.Parse(schema.CanonicalForm);
        Assert.Equal(schema, printed);
        Assert.Equal(schema, canonical);
        Assert.Equal(schema.ToString(), printed.ToString());
        Assert.Equal(schema.CanonicalForm, canonical.CanonicalForm);
        Assert.Equal(schema.GetHashCode(), canonical.GetHashCode());
    });

    [Fact]
    public void Datums_come_back_in_every_way()
    {
        using var memory = new GuardedMemory(LongestDatum);
        Check(500, made =>
        {
            var random = new Random(made.Seed);
            if (AvroSchema.Parse(new SchemaMaker(random).Root(made.Size).ToString()) is not AvroRecordSchema schema) return;
            var ways = new EveryWay(schema, schema, SchemaResolution.Default, memory, random);
            for (var i = 0; i < Datums; i++)
            {
                if (!new DatumMaker(random).TryMake(schema, out var value)) return;
                var datum = Tree.Write(schema, value, random.Next(2) == 0 ? random : null);
                if (datum.Length > LongestDatum) continue;
                Assert.Null(TreeEquality.Difference(value, Tree.Read(schema, datum), "$"));
                var before = ways.Counts.Accepted;
                ways.Check(datum);
                Assert.Equal(before + 1, ways.Counts.Accepted);
            }
        });
    }

    private static void Check(int count, Action<Property.Case> property) => Property.Holds(count, 0, 6, property);
}
