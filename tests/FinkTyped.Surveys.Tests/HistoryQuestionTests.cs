using FinkTyped.Lsst;
using FinkTyped.Simulation;

namespace FinkTyped.Surveys.Tests;

/// <summary>What is asked of all items of a history, in the encoded alert and in the record that was kept of it.</summary>
public sealed class HistoryQuestionTests
{
    [Fact]
    public void Answers_are_those_of_the_items_one_by_one()
    {
        var simulator = new LsstSimulator();
        var asked = LsstAlert.Select(static alert => (
            Count: alert.PrvDiaSources.Count,
            Max: alert.PrvDiaSources.Max(static s => s.PsfFlux),
            Min: alert.PrvDiaSources.Min(static s => s.PsfFlux),
            Sum: alert.PrvDiaSources.Sum(static s => (double?)s.PsfFlux),
            Any: alert.PrvDiaSources.Any(static s => s.Band == "r"),
            All: alert.PrvDiaSources.All(static s => s.Snr > 5),
            InG: alert.PrvDiaSources.CountOf(static s => s.Band == "g")));
        var histories = 0;
        for (var i = 0; i < 20; i++)
        {
            var alert = simulator.Next();
            var sources = alert.PrvDiaSources ?? [];
            var fluxes = sources.Select(s => s!.PsfFlux).OfType<float>().Where(f => !float.IsNaN(f)).ToList();
            var expected = (
                Count: sources.Count,
                Max: fluxes.Count == 0 ? (float?)null : fluxes.Max(),
                Min: fluxes.Count == 0 ? (float?)null : fluxes.Min(),
                Sum: fluxes.Sum(f => (double)f),
                Any: sources.Any(s => s!.Band == "r"),
                All: sources.All(s => s!.Snr > 5),
                InG: sources.Count(s => s!.Band == "g"));
            if (expected.Count > 0) histories++;

            Assert.True(asked.TryEvaluate(LsstAlert.Schema, alert.Encode(), out var answers));
            Assert.Equal(expected with { Sum = 0 }, answers with { Sum = 0 });
            Assert.Equal(expected.Sum, answers.Sum, 1e-3 * (1 + Math.Abs(expected.Sum)));

            var kept = AlertDecoder<LsstAlert>.For(LsstAlert.Schema).Decode(alert.Encode()).PrvDiaSources.Views;
            Assert.Equal((expected.Count, expected.Max, expected.InG), (kept.Count, kept.Max(static s => s.PsfFlux), kept.CountOf(static s => s.Band == "g")));
            if (kept.Count > 0) Assert.Equal(sources[0]!.DiaSourceId, kept.First().DiaSourceId);
        }

        Assert.True(histories > 5, "too few alerts with a history");
    }
}
