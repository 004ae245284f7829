using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Alerts of each survey with single and several bytes changed, 20,000 of each. A round is a hundred.</summary>
internal sealed class ChangedAlerts() : FuzzKind("changed")
{
    private const int PerSurvey = 20_000;
    private const int PerRound = 100;
    private const int OneIn = 50;

    public override long? Rounds => FuzzAlerts.All.Count * (PerSurvey / PerRound);

    public override void Run(FuzzRound round)
    {
        var random = round.Random;
        var survey = FuzzAlerts.All[(int)(round.Number % FuzzAlerts.All.Count)];
        var damage = new Damage(random);
        var quick = new QuickWays(survey.Schema, round.Memory, random);
        var every = new EveryWay(survey.Schema, survey.Schema, SchemaResolution.Default, round.Memory, random);
        for (var i = 0; i < PerRound; i++)
        {
            var datum = survey.Pick(random, out var isTelling);
            // Half of the places are anywhere, cutouts included.
            var damaged = damage.Of(datum, random.Next(2) == 0 ? isTelling : null);
            round.Begin(damaged, survey.Schema);
            if (random.Next(OneIn) == 0) every.Check(damaged);
            else quick.Check(damaged);
        }

        round.Count(quick.Counts);
        round.Count(every.Counts);
    }
}
