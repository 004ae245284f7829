using System.Globalization;
using BenchmarkDotNet.Running;
using FinkTyped.Benchmarks.Archives;
using FinkTyped.Benchmarks.Fields;
using FinkTyped.Benchmarks.Generator;
using FinkTyped.Benchmarks.Quick;
using FinkTyped.Benchmarks.Suite;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

switch (args)
{
    case ["--write-code", var project]:
        FieldCode.Write(project, typeof(ZtfAlert), ZtfAlert.Schema);
        FieldCode.Write(project, typeof(LsstAlert), LsstAlert.Schema);
        return 0;
    case ["--generator-cold", var survey]:
        Console.Write(GeneratorProject.Cold(survey).ToString(CultureInfo.InvariantCulture));
        return 0;
    case ["--archive", .. var choice]:
        int[] sizes = choice.Length > 0 ? [.. choice[0].Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))] : [1000];
        ArchiveRun.Run((sizes[0], sizes[^1]), [.. choice.Skip(1)], Console.Out);
        return 0;
    case ["--consumer"]:
        await ConsumerRun.RunAsync(Console.Out);
        return 0;
    case ["--latency"]:
        await ConsumerRun.RunLatencyAsync(Console.Out);
        return 0;
    case ["--quick", .. var rest]:
        await QuickRun.RunAsync(rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 150, [.. rest.Skip(1)], Console.Out);
        return 0;
    default:
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(AlertBenchmarks).Assembly).Run(args, new AlertConfig());
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
}
