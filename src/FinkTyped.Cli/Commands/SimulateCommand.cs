using System.CommandLine;
using FinkTyped.Cli.Terminal;
using FinkTyped.Simulation;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink simulate</c>: alert files for whoever has none.</summary>
internal static class SimulateCommand
{
    public static Command Create(CliConsole console)
    {
        var output = new Argument<string>("OUT") { Description = "The file to write (.avro), which must not exist; or a folder, for a file in it." };
        var survey = new Option<string>("--survey") { Description = "The survey.", HelpName = "ztf|lsst", DefaultValueFactory = _ => "ztf" };
        survey.AcceptOnlyFromAmong("ztf", "lsst");
        var alerts = new Option<int>("--alerts") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 100 }.AtLeast(1);
        var seed = new Option<int>("--seed") { Description = "The same number gives the same alerts.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var force = new Option<bool>("--force") { Description = "Replace the file where it exists." };
        var command = new Command("simulate", "Writes simulated alerts of a survey to a file.") { output, survey, alerts, seed, force };
        command.SetAction((line, stop) =>
        {
            var (name, count) = (line.GetRequiredValue(survey), line.GetValue(alerts));
            var path = line.GetRequiredValue(output);
            if (!path.EndsWith(".avro", StringComparison.OrdinalIgnoreCase))
            {
                Directory.CreateDirectory(path);
                path = Path.Combine(path, $"simulated_{name}.avro");
            }

            if (File.Exists(path) && !line.GetValue(force)) throw new CommandException($"{path} exists; --force replaces it.");
            // Under another name until it is whole: a disk may be full.
            var part = $"{path}.{Environment.ProcessId}.part";
            try
            {
                if (name == "ztf") Write(part, new ZtfSimulator(line.GetValue(seed)), count, stop);
                else Write(part, new LsstSimulator(line.GetValue(seed)), count, stop);
                File.Move(part, path, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }

            console.ResultWriter.WriteLine(path);
            console.Note($"{Words.Count(count, "simulated alert")}, {Words.Bytes(new FileInfo(path).Length)}.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write<T>(string path, AlertSimulator<T> simulator, int count, CancellationToken stop) where T : class, IAvroRecord<T>
    {
        using var file = AlertFileWriter.Create<T>(path);
        foreach (var datum in simulator.EnumerateDatums(count))
        {
            stop.ThrowIfCancellationRequested();
            file.Append(datum);
        }
    }
}
