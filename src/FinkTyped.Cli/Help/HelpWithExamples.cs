using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FinkTyped.Cli.Help;

/// <summary>A command's help, and how it is used.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var examples = Examples.Of(CommandName.Of(parseResult.CommandResult.Command));
        if (examples.Count == 0) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
