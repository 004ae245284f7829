using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FinkTyped.Cli.Alerts;
using FinkTyped.Cli.Schemas;
using FinkTyped.Cli.Servers;
using FinkTyped.Cli.Terminal;

namespace FinkTyped.Cli.Commands;

/// <summary><c>fink schema</c>: look at schemas, save one for compiling, compare two, and see whether a compiled one still fits.</summary>
internal static class SchemaCommand
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliConsole console) => new("schema", "Looks at the schemas of topics and files.")
    {
        Show(console),
        Pull(console),
        Diff(console),
        Check(console),
    };

    private static Command Show(CliConsole console)
    {
        var source = new Argument<string>("SOURCE") { Description = $"What to show: {SchemaLocator.Sources}." };
        var json = new Option<bool>("--json") { Description = "The schema's JSON, indented." };
        var search = new Option<string?>("--search") { Description = "Only fields whose name or documentation holds this text.", HelpName = "TEXT" };
        var command = new Command("show", "Explains a schema: its fields with type, whether they may be null, and documentation.") { source, json, search };
        var locator = new SchemaLocator(new ServerOptions(console, command, withGroup: false));
        command.SetAction(async (line, stop) =>
        {
            var found = await locator.FindAsync(line, line.GetRequiredValue(source), stop).ConfigureAwait(false);
            var text = line.GetValue(search);
            if (line.GetValue(json)) console.WriteData(Encoding.UTF8.GetString(Pretty(found.Schema)) + "\n");
            else if (SchemaFields.Write(console, SchemaFiles.Documented(found.Argument) ?? found.Schema, text) == 0) throw new CommandException($"{found.Source} has no {(text is null ? "fields" : $"field about '{text}'")}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Pull(CliConsole console)
    {
        var topic = new Argument<string>("TOPIC") { Description = "The topic whose schema is wanted." };
        var output = new Option<string?>("--output") { Description = "The file to write; TOPIC.avsc by default.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file where it exists." };
        var command = new Command("pull", "Saves the schema of a topic for compiling.") { topic, output, force };
        var locator = new SchemaLocator(new ServerOptions(console, command, withGroup: false));
        command.SetAction(async (line, stop) =>
        {
            var name = line.GetRequiredValue(topic);
            var path = line.GetValue(output) ?? name + ".avsc";
            if (File.Exists(path) && !line.GetValue(force)) throw new CommandException($"{path} exists; --force replaces it.");
            var found = await locator.FromTopicAsync(line, name, stop).ConfigureAwait(false);
            await File.WriteAllBytesAsync(path, [.. Pretty(found.Schema), (byte)'\n'], stop).ConfigureAwait(false);
            console.ResultWriter.WriteLine(path);
            console.Note($"to compile it, add <FinkSchema Include=\"{path}\" RecordName=\"MyAlert\" /> to an ItemGroup of your project.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Diff(CliConsole console)
    {
        var from = new Argument<string>("FROM") { Description = $"The one schema: {SchemaLocator.Sources}." };
        var to = new Argument<string>("TO") { Description = "The other." };
        var command = new Command("diff", "Says what changes from one schema to another.") { from, to };
        var locator = new SchemaLocator(new ServerOptions(console, command, withGroup: false));
        command.SetAction(async (line, stop) =>
        {
            var older = await locator.FindAsync(line, line.GetRequiredValue(from), stop).ConfigureAwait(false);
            var newer = await locator.FindAsync(line, line.GetRequiredValue(to), stop).ConfigureAwait(false);
            SchemaWords.Compare(console, older, newer);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Check(CliConsole console)
    {
        var source = new Argument<string>("SOURCE") { Description = $"Where alerts come from: {SchemaLocator.Sources}." };
        var reader = new Option<string>("--as") { Description = "The schema that was compiled: ztf, lsst, or a schema file.", HelpName = "ztf|lsst|R.avsc", Required = true };
        var command = new Command("check", "Says whether a compiled schema fits a topic or file, and what reading does.") { source, reader };
        var locator = new SchemaLocator(new ServerOptions(console, command, withGroup: false));
        command.SetAction(async (line, stop) =>
        {
            var writer = await locator.FindAsync(line, line.GetRequiredValue(source), stop).ConfigureAwait(false);
            var compiled = await locator.FindAsync(line, line.GetRequiredValue(reader), stop).ConfigureAwait(false);
            return SchemaWords.Check(console, writer, compiled) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>The text as it came, with all its attributes, on lines of its own.</summary>
    private static byte[] Pretty(AvroSchema schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var text = JsonDocument.Parse(schema.SourceJson, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        using (var writer = new Utf8JsonWriter(buffer, Indented)) text.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
