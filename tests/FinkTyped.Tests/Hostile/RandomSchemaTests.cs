using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Tests.Hostile;

/// <summary>Damaged datums and mere noise against schemas made by chance, read in every way.</summary>
[Trait(Property.Cases, Property.Chance)]
public class RandomSchemaTests
{
    private const int MaxLength = 1 << 16;

    private static readonly SchemaResolution Bounded = new() { Limits = new AvroLimits { MaxItems = 20_000, MaxDepth = 40, MaxBytes = 1 << 20 } };

    [Fact]
    public void Damaged_datums_of_the_schema_itself_are_read_alike_in_every_way() => Check(500, oneIn: int.MaxValue, seed: 1);

    [Fact]
    public void Damaged_datums_of_a_neighbouring_schema_are_read_alike_in_every_way() => Check(500, oneIn: 6, seed: 2);

    private static void Check(int schemas, int oneIn, int seed)
    {
        var random = Property.Random(seed);
        var damage = new Damage(random);
        using var memory = new GuardedMemory(MaxLength);
        for (var i = 0; i < Property.Count(schemas); i++)
        {
            if (RandomPair.Make(random, random.Next(1, 6), oneIn, Bounded) is not { } pair) continue;
            try
            {
                CheckPair(pair, memory, random, damage);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException(pair.Place, e);
            }
        }
    }

    private static void CheckPair(RandomPair pair, GuardedMemory memory, Random random, Damage damage)
    {
        var ways = new EveryWay(pair.Writer, pair.Reader, Bounded, memory, random);
        for (var i = 0; i < 6; i++)
        {
            ways.Check(damage.Bytes(40));
            if (!new DatumMaker(random).TryMake(pair.Writer, out var value)) continue;
            var datum = Tree.Write(pair.Writer, value, random.Next(2) == 0 ? random : null);
            if (datum.Length > MaxLength - 1024) continue;
            ways.Check(datum);
            for (var n = 0; n < 4; n++) ways.Check(damage.Of(datum));
        }
    }
}
