using FinkTyped.Tests.Testing;

namespace FinkTyped.Fuzz.Kinds;

/// <summary>Every alert, cut short at each byte of its first and last kilobyte and at 2,000 other places. A round is an alert.</summary>
internal sealed class CutAlerts() : FuzzKind("cut")
{
    private const int End = 1024;
    private const int Between = 2000;
    // All places are tried in the quicker ways, one in so many in every way.
    private const int OneIn = 50;

    public override long? Rounds => FuzzAlerts.All.Sum(s => s.Datums.Count);

    public override void Run(FuzzRound round)
    {
        var index = (int)round.Number;
        var survey = FuzzAlerts.All.First(s => index < s.Datums.Count || (index -= s.Datums.Count) < 0);
        var datum = survey.Datums[index].AsMemory();
        var quick = new QuickWays(survey.Schema, round.Memory, round.Random);
        var every = new EveryWay(survey.Schema, survey.Schema, SchemaResolution.Default, round.Memory, round.Random);
        foreach (var length in Lengths(datum.Length, round.Random))
        {
            round.Begin(datum[..length], survey.Schema);
            if (round.Random.Next(OneIn) == 0) every.Check(datum.Span[..length]);
            else quick.Check(datum.Span[..length]);
        }

        Assert.Equal(0, quick.Counts.Accepted + every.Counts.Accepted);
        round.Count(quick.Counts);
        round.Count(every.Counts);
    }

    private static IEnumerable<int> Lengths(int length, Random random)
    {
        var ends = Math.Min(End, length);
        return Enumerable.Range(0, ends)
            .Concat(Enumerable.Range(length - ends, ends))
            .Concat(Enumerable.Range(0, Between).Select(_ => random.Next(length)));
    }
}
