using System.Globalization;
using System.Runtime.InteropServices;
using FinkTyped.Benchmarks.Data;
using FinkTyped.Benchmarks.Operations;

namespace FinkTyped.Benchmarks.Quick;

/// <summary>The short run: every operation beside its floor, in one process and one table.</summary>
internal static class QuickRun
{
    /// <summary>Measures for about <paramref name="seconds"/> and prints the table as markdown.</summary>
    /// <param name="seconds">How long, without what is prepared before.</param>
    /// <param name="only">Keys of the operations to measure; all where there are none, and then generator and consumer too.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task RunAsync(double seconds, IReadOnlyCollection<string> only, TextWriter output)
    {
        output.WriteLine($"Machine: {Processor()}, {Environment.ProcessorCount} cores. {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}.");
        output.WriteLine("Defaults of the runtime: tiered and profile-guided compilation, workstation collector. Times are medians over the rounds that nothing else on the core cut into.");
        foreach (var survey in new[] { "ztf", "lsst" }) Run(survey, seconds, only, output);
        if (only.Count > 0) return;
        await ConsumerRun.RunAsync(output).ConfigureAwait(false);
        GeneratorRun.Run(output);
    }

    private static void Run(string survey, double seconds, IReadOnlyCollection<string> only, TextWriter output)
    {
        var slice = TimeSpan.FromMilliseconds(1.5);
        var plain = AlertSet.Plain(survey);
        var samplers = new[] { plain, plain.Varied() }.Select(set => new Sampler(set, Wanted(set), slice)).ToArray();
        // Both sets are warmed up in turns: what the compiler learns of one of them would not be what the other one needs.
        for (var i = 0; i < 4; i++)
        {
            foreach (var sampler in samplers) sampler.WarmUp(TimeSpan.FromSeconds(seconds / 60));
        }

        foreach (var sampler in samplers)
        {
            sampler.Measure(TimeSpan.FromSeconds(seconds / 5));
            Print(sampler, output);
            LayoutRun.Run(sampler.Set, output);
        }

        IEnumerable<Operation> Wanted(AlertSet set) =>
            SurveyOperations.Of(set).Where(operation => only.Count == 0 || operation.Key is "copy" or "floor" or "record" || only.Contains(operation.Key));
    }

    private static void Print(Sampler sampler, TextWriter output)
    {
        var set = sampler.Set;
        var figures = sampler.Figures().ToDictionary(figure => figure.Operation.Key);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"### {set.Survey.ToUpperInvariant()}, {set.Name} alerts of {set.MeanBytes / 1000:F1} kB (cutouts {set.MeanCutoutBytes / 1000:F1}, history {set.MeanHistoryBytes / 1000:F1})"));
        output.WriteLine();
        output.WriteLine("| # | Operation | ns/alert | fastest | rounds (cut) | MB/s | B/alert | × copy | × floor | target | |");
        output.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var (key, figure) in figures) output.WriteLine(Row(key, figure, figures, set));
    }

    private static string Row(string key, Figure figure, Dictionary<string, Figure> figures, AlertSet set)
    {
        var target = Target.Ratios.FirstOrDefault(t => t.Operation == key && t.Base.Split('+').All(figures.ContainsKey));
        var (wanted, verdict) = ("", "");
        if (target is not null)
        {
            var ratio = figure.Nanoseconds / target.Base.Split('+').Sum(key => figures[key].Nanoseconds);
            wanted = string.Create(CultureInfo.InvariantCulture, $"{ratio:0.###} of ≤ {target.For(set)} {target.Base}");
            verdict = figure.IsBusy ? "too busy" : ratio <= target.For(set) ? "met" : "MISSED";
        }

        var limit = Target.AllocationLimit(key, set);
        if (figure.Bytes > limit + 0.5) verdict += string.Create(CultureInfo.InvariantCulture, $" MISSED: ≤ {limit:N0} B");
        else if (key == "record") verdict += string.Create(CultureInfo.InvariantCulture, $" met (8): ≤ {limit:N0} B");
        return string.Create(CultureInfo.InvariantCulture,
            $"| {target?.Row} | {figure.Operation.Name} | {figure.Nanoseconds:N0} | {figure.Fastest:N0} | {figure.Rounds} ({figure.Disturbed}) | {set.MeanBytes * 1000 / figure.Nanoseconds:N0} | {figure.Bytes:N0} | {figure.Nanoseconds / figures["copy"].Nanoseconds:0.###} | {figure.Nanoseconds / figures["floor"].Nanoseconds:0.###} | {wanted} | {verdict} |");
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();
}
