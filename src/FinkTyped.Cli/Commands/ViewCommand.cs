using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Terminal;
using FinkTyped.Pages;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink view</c>: alerts as pages and pictures.</summary>
internal static class ViewCommand
{
    private const string DefaultFolder = "fink-view";

    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files (.avro, .avro.gz), folders, or - for standard input. With --schema: files that hold one raw datum each.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--out")
        {
            Description = $"The page of one alert (NAME.html by default), or the folder of many and of pictures ({DefaultFolder} by default).",
            HelpName = "F",
        };
        var open = new Option<bool>("--open") { Description = "Open the page in a browser." };
        var text = new Option<bool>("--text") { Description = "Show the alerts here, in the terminal." };
        var png = new Option<bool>("--png") { Description = "Write light curve and cutouts as pictures." };
        var limit = new Option<long?>("--limit") { Description = "Stop after so many alerts.", HelpName = "N" }.AtLeast(1);
        var writer = new Option<string?>("--schema") { Description = "The schema of raw datums, which carry none.", HelpName = "W.avsc" };

        var command = new Command("view", "Shows alerts as pages and pictures: light curve, cutouts and every field.") { paths, output, open, text, png, limit, writer };
        var choice = new AlertChoice(command);
        command.SetAction((line, stop) =>
        {
            var source = new DatumSource(console, line.GetRequiredValue(paths), SchemaFiles.Writer(line.GetValue(writer)));
            var view = new View(console, source, choice.Read(line), line.GetValue(output), line.GetValue(limit) ?? long.MaxValue, stop);
            if (line.GetValue(text)) return Task.FromResult(view.Text());
            return Task.FromResult(line.GetValue(png) ? view.Pictures() : view.Pages(line.GetValue(open)));
        });
        return command;
    }

    /// <summary>One run: what is to be shown, and what went wrong meanwhile.</summary>
    private sealed class View(CliConsole console, DatumSource source, AlertFilter? filter, string? output, long limit, CancellationToken stop)
    {
        private bool _fits;

        private int Code => source.HasFailed ? ExitCode.Failed : ExitCode.Done;

        public int Text()
        {
            // Terminals say so themselves (https://github.com/termstandard/colors).
            var colours = console.ShowsColours && Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit";
            foreach (var datum in Alerts())
            {
                Try(datum, () => AlertText.Write(console.ColouredResultWriter, datum, console.Results.Profile.Width, colours));
                console.EndOfLine();
            }

            return Code;
        }

        public int Pictures()
        {
            var folder = FolderOf(output);
            Directory.CreateDirectory(folder);
            foreach (var datum in Alerts())
            {
                Try(datum, () =>
                {
                    foreach (var path in AlertPictures.Write(datum, folder)) console.ResultWriter.WriteLine(path);
                });
            }

            return Code;
        }

        public int Pages(bool open)
        {
            using var alerts = Alerts().GetEnumerator();
            if (!alerts.MoveNext()) return Code;
            var first = alerts.Current;
            var page = alerts.MoveNext() ? Index(first, alerts) : Single(first);
            if (page is null) return ExitCode.Failed;
            console.ResultWriter.WriteLine(page);
            if (open) Browser.Open(console, Path.GetFullPath(page));
            return Code;
        }

        private string? Single(AlertDatum datum)
        {
            string? page = null;
            Try(datum, () =>
            {
                page = output ?? AlertPage.FileName(datum);
                File.WriteAllText(page, AlertPage.ToHtml(datum));
            });
            return page;
        }

        private string Index(AlertDatum first, IEnumerator<AlertDatum> others)
        {
            var clock = Stopwatch.StartNew();
            var index = new AlertIndex(FolderOf(output));
            Try(first, () => index.Add(first));
            do
            {
                var datum = others.Current;
                Try(datum, () => index.Add(datum));
            }
            while (others.MoveNext());

            index.Complete();
            console.Note(string.Create(CultureInfo.InvariantCulture, $"{index.Count} alerts, {index.Bytes / 1e6:F1} MB, {clock.Elapsed.TotalSeconds:F1} s"));
            return index.IndexPath;
        }

        private static string FolderOf(string? output) => !File.Exists(output) ? output ?? DefaultFolder
            : throw new CommandException($"{output} is a file; --out is a folder where there are several alerts, or pictures.");

        private IEnumerable<AlertDatum> Alerts()
        {
            var seen = 0L;
            foreach (var datum in source.Read())
            {
                stop.ThrowIfCancellationRequested();
                if (!IsWanted(datum)) continue;
                yield return datum;
                if (++seen >= limit) break;
            }
        }

        private bool IsWanted(AlertDatum datum)
        {
            try
            {
                return AlertChoice.IsWanted(filter, datum, ref _fits);
            }
            catch (CommandException e)
            {
                source.TellFault(datum, e);
                return false;
            }
        }

        private void Try(AlertDatum datum, Action show)
        {
            try
            {
                show();
            }
            catch (AvroException e)
            {
                source.TellFault(datum, new CommandException($"{datum.Path}, alert {datum.Index}: {e.Message}", e));
            }
        }
    }
}
