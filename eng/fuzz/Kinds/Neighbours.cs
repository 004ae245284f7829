using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Alerts, whole and damaged, resolved to a reader's schema near their own, in every way.</summary>
internal sealed class Neighbours() : FuzzKind("neighbours")
{
    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var survey = FuzzAlerts.All[random.Next(FuzzAlerts.All.Count)];
        var pair = RandomPair.Near(survey.Schema, random, SchemaResolution.Default);
        var ways = new EveryWay(pair.Writer, pair.Reader, SchemaResolution.Default, round.Memory, random);
        var datum = survey.Pick(random, out var isTelling);
        var damage = new Damage(random);
        Check(datum);
        for (var i = 0; i < 8; i++) Check(damage.Of(datum, isTelling));
        round.Count(ways.Counts);

        void Check(byte[] bytes)
        {
            round.Begin(bytes, pair.Writer, pair.Reader);
            ways.Check(bytes);
        }
    }
}
