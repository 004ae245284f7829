using System.Globalization;
using FinkTyped.Benchmarks.Consumer;
using FinkTyped.Benchmarks.Fields;
using FinkTyped.Benchmarks.Generator;
using FinkTyped.Benchmarks.Quick;
using FinkTyped.Lsst;
using FinkTyped.Ztf;

switch (args)
{
    case ["--write-code", var folder]:
        FieldCode.Write(folder, typeof(ZtfAlert), ZtfAlert.Schema);
        FieldCode.Write(folder, typeof(LsstAlert), LsstAlert.Schema);
        return 0;
    case ["--generator-cold", var survey]:
        Console.Write(GeneratorProject.Cold(survey).ToString(CultureInfo.InvariantCulture));
        return 0;
    case ["--quick", .. var rest]:
        return QuickRun.Run(rest is [var seconds] ? double.Parse(seconds, CultureInfo.InvariantCulture) : 150, Console.Out);
    case ["--consumer", .. var rest]:
        return await ConsumerRun.RunAsync(rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 7, Console.Out);
    default:
        return 0;
}
