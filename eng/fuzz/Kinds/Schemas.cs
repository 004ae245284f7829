using FinkTyped.Tests.Resolution;
using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Writer's and reader's schemas made by chance, with datums, damaged datums and noise, read in every way.</summary>
internal sealed class Schemas() : FuzzKind("schemas")
{
    public static readonly SchemaResolution Bounded = new() { Limits = new AvroLimits { MaxItems = 20_000, MaxDepth = 40, MaxBytes = 1 << 20 } };

    private const int LongestDatum = 1 << 16;

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var resolution = random.Next(4) switch
        {
            0 => SchemaResolution.Strict with { Limits = Bounded.Limits },
            1 => Bounded with { UnresolvableNullableIsNull = true },
            _ => Bounded,
        };
        var oneIn = random.Next(3) switch { 0 => int.MaxValue, 1 => 6, _ => 25 };
        if (RandomPair.Make(random, random.Next(1, 7), oneIn, resolution) is not { } pair) return;
        var damage = new Damage(random);
        var ways = new EveryWay(pair.Writer, pair.Reader, resolution, round.Memory, random);
        for (var i = 0; i < 6; i++)
        {
            Check(damage.Bytes(random.Next(4) == 0 ? 400 : 40));
            if (!new DatumMaker(random).TryMake(pair.Writer, out var value)) continue;
            var datum = Tree.Write(pair.Writer, value, random.Next(2) == 0 ? random : null);
            if (datum.Length > LongestDatum) continue;
            Check(datum);
            for (var n = 0; n < 6; n++) Check(damage.Of(datum));
            Check(datum[..random.Next(datum.Length + 1)]);
        }

        round.Count(ways.Counts);

        void Check(byte[] bytes)
        {
            round.Begin(bytes, pair.Writer, pair.Reader);
            ways.Check(bytes);
        }
    }
}
